// Proves that sessions are looked for under a phone address once, and again as soon as there may be some.
import { describe, expect, it } from 'vitest'
import { createMigrations } from './migrations.ts'

const [pn, lid] = ['62811@s.whatsapp.net', '200@lid']
const moved = { migrated: 0, skipped: 0, total: 0 }

function counting() {
  const migrations = createMigrations()
  let moves = 0
  const ask = async (from = pn, to = lid, during = () => {}) => {
    await migrations.once(from, to, () => {
      moves++
      during()
      return Promise.resolve(moved)
    })
    return moves
  }
  return { migrations, ask }
}

describe('moving sessions to a LID', () => {
  it('is done once a person, whatever the device that wrote', async () => {
    const { ask } = counting()
    expect(await ask()).toBe(1)
    expect(await ask('62811:3@s.whatsapp.net')).toBe(1)
    expect(await ask('62812@s.whatsapp.net')).toBe(2)
    expect(await ask(pn, '300@lid')).toBe(3)
  })

  it.each([{ 'device-list': { '62811': ['0'] } }, { session: { '62811.2': new Uint8Array() } }])(
    'is done again after %j was written',
    async (data) => {
      const { migrations, ask } = counting()
      await ask()
      migrations.written({ session: { '200_1.0': new Uint8Array() }, 'pre-key': { '1': null } })
      expect(await ask()).toBe(1)
      migrations.written(data)
      expect(await ask()).toBe(2)
    },
  )

  it('is done again when something was written meanwhile', async () => {
    const { migrations, ask } = counting()
    await ask(pn, lid, () => migrations.written({}))
    expect(await ask()).toBe(2)
    expect(await ask()).toBe(2)
  })
})
