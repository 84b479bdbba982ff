// Proves that both languages say the same things with the same gaps.
import { describe, expect, it } from 'vitest'
import english from './en.json'
import indonesian from './id.json'

function leaves(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] satisfies [string, string]],
  )
}
const gaps = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))
const inIndonesian = new Map(leaves(indonesian))

describe('catalogue', () => {
  it('has the same keys in both languages', () => {
    expect([...inIndonesian.keys()]).toEqual(leaves(english).map(([key]) => key))
  })

  it.each(leaves(english))('%s has words and the same gaps in both languages', (key, words) => {
    expect(words.trim()).not.toBe('')
    expect(gaps(inIndonesian.get(key) ?? '')).toEqual(gaps(words))
  })
})
