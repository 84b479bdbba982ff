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

/** Other words for what `docs/glossary.md` has one word for, and where each may stand for something else. */
const strays: [RegExp, RegExp?][] = [
  [/\b(tangani sendiri|assign to me)\b/i],
  [/\b(mem)?berikan|\bgave it to\b/i],
  [/\bdipegang|\bmemegang|\bditangani \{|\bhandled by\b/i, /^apiKeys\./],
  [/\b(sedang|saat) menulis\b|\bis writing\b|\bwhile writing\b/i],
  [/\bhubungkan ulang\b|\blink it again\b/i, /^sessionNext\./],
  [/\bkeluar(kan)?\b|\blog(ged)? out\b/i, /^(join|staff|profile|settings\.signOut|failure\.expired)/],
]

describe('catalogue', () => {
  it.each(strays)('has one word for one thing, so never %s', (stray, elsewhere) => {
    const found = [...all, ...inIndonesian].filter(
      ([key, words]) => stray.test(words) && !elsewhere?.test(key),
    )
    expect(found).toEqual([])
  })

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
