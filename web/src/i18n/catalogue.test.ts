// Proves that both languages say the same things with the same gaps, each thing once.
import { describe, expect, it } from 'vitest'
import english from './en.json'
import englishPages from './en.pages.json'
import indonesian from './id.json'
import indonesianPages from './id.pages.json'

function leaves(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] satisfies [string, string]],
  )
}
const gaps = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))
const keys = (tree: object) => leaves(tree).map(([key]) => key)
const all = [...leaves(english), ...leaves(englishPages)]
const inIndonesian = new Map([...leaves(indonesian), ...leaves(indonesianPages)])

describe('catalogue', () => {
  it('has the same keys in both languages', () => {
    expect(keys(indonesian)).toEqual(keys(english))
    expect(keys(indonesianPages)).toEqual(keys(englishPages))
  })

  it('has each key once', () => expect(new Set(all.map(([key]) => key)).size).toBe(all.length))

  it.each(all)('%s has words and the same gaps in both languages', (key, words) => {
    expect(words.trim()).not.toBe('')
    expect(gaps(inIndonesian.get(key) ?? '')).toEqual(gaps(words))
  })
})
