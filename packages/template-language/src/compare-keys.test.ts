// Owns the rules of the exact two-way comparison of names.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareKeys } from './compare-keys.ts'

describe('comparing keys', () => {
  test('every missing and every unexpected name is told, sorted', () => {
    expect(compareKeys(['total', 'name'], { z: 1, name: 'x', b: 2 })).toEqual({
      missing: ['total'],
      unexpected: ['b', 'z'],
    })
  })

  test('the same names fit, whatever the values', () => {
    expect(compareKeys(['name'], { name: '' })).toEqual({ missing: [], unexpected: [] })
  })

  test('names every object inherits do not count as given', () => {
    expect(compareKeys(['toString'], {}).missing).toEqual(['toString'])
  })

  test('a key named __proto__ is unexpected', () => {
    expect(compareKeys([], { ['__proto__']: 1 }).unexpected).toEqual(['__proto__'])
  })

  test('nothing is missing or unexpected only when both sets are equal', () => {
    const names = fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 5 })
    fc.assert(
      fc.property(names, names, (wanted, given) => {
        const data = Object.fromEntries(given.map((name) => [name, 'x']))
        const { missing, unexpected } = compareKeys(wanted, data)
        const same = wanted.length === given.length && wanted.every((name) => given.includes(name))
        expect(missing.length + unexpected.length === 0).toBe(same)
      }),
    )
  })
})
