// Does a sealed box open with its own key, in its own place, unchanged, and in no other way?
import { describe, expect, test } from 'vitest'
import { open, seal } from './seal.ts'

const key = new Uint8Array(32).fill(1)
const iv = new Uint8Array(12).fill(2)
const plain = Buffer.from('rahasia')

describe('seal', () => {
  test('opens again with the same key and place, however often', () => {
    const box = seal(key, iv, plain, 'here')
    expect(open(key, box, 'here')).toEqual(plain)
    expect(open(Uint8Array.from(key), box, 'here')).toEqual(plain)
    expect(box.includes(plain)).toBe(false)
  })

  test('refuses another key, another place and changed bytes', () => {
    const box = seal(key, iv, plain, 'here')
    expect(() => open(new Uint8Array(32).fill(3), box, 'here')).toThrow()
    expect(() => open(key, box, 'there')).toThrow()
    for (const index of [0, 12, 28]) {
      const changed = Buffer.from(box)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => open(key, changed, 'here')).toThrow()
    }
    expect(() => open(key, box.subarray(0, 10), 'here')).toThrow()
  })
})
