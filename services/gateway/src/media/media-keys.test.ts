// Owns the rules of keys that open files.
import { describe, expect, it } from 'vitest'
import { createMediaKeys } from './media-keys.ts'

const [workspace, accountId] = [1, 2].map((n) => `00000000-0000-7000-8000-00000000000${n}`)
let time = Date.parse('2026-11-23T05:10:00Z')
const keys = createMediaKeys('ab'.repeat(32), { now: () => time })
const give = () => keys.give(workspace ?? '', accountId ?? '')

describe('media keys', () => {
  it('tell whose they are, at any gateway with the same pepper', () => {
    const { key, expiresAt } = give()
    expect(keys.read(key)).toEqual({ workspace, accountId })
    expect(createMediaKeys('ab'.repeat(32), { now: () => time }).read(key)).toEqual({ workspace, accountId })
    expect(createMediaKeys('cd'.repeat(32), { now: () => time }).read(key)).toBeNull()
    expect(expiresAt).toBe('2026-11-23T06:00:00.000Z')
  })

  it('stay the same for a while, so that files stay in the browser', () => {
    const first = give()
    time += 60_000
    expect(give()).toEqual(first)
  })

  it('open nothing once they are too old', () => {
    const { key } = give()
    time += 90 * 60_000
    expect(keys.read(key)).toBeNull()
  })

  it('open nothing when they are changed', () => {
    const { key } = give()
    const other = key.replace(workspace ?? '', '00000000-0000-7000-8000-000000000009')
    const later = key.replace(/\.(\d+)\./, (_, expires) => `.${Number(expires) + 1}.`)
    for (const forged of [other, later, key.slice(0, -1), `${key}0`, '', '....', 'x'.repeat(300)]) {
      expect(keys.read(forged)).toBeNull()
    }
  })
})
