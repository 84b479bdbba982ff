// Owns the rules of chance for keys.
import { describe, expect, test } from 'vitest'
import { randomText } from './random-text.ts'

describe('random text', () => {
  test('has the length asked for, of base62 only, and never the same twice', () => {
    const texts = Array.from({ length: 200 }, () => randomText(32))
    expect(texts.every((text) => /^[0-9A-Za-z]{32}$/.test(text))).toBe(true)
    expect(new Set(texts).size).toBe(200)
  })

  test('uses every character about equally often', () => {
    const counts = new Map<string, number>()
    for (const character of randomText(62_000).split(''))
      counts.set(character, (counts.get(character) ?? 0) + 1)
    expect(counts.size).toBe(62)
    // 1,000 each is expected; 200 off is more than six standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(200)
  })
})
