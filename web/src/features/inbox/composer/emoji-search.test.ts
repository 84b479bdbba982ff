// Proves which emoji a word finds first, in the data of the app itself, and which words ask for one.
import data from 'emoji-picker-element-data/en/cldr-native/data.json'
import { describe, expect, it } from 'vitest'
import { colonWord, emojiFor } from './emoji-search.ts'

describe('emoji by word', () => {
  it.each([
    ['maaf', '🙏'],
    ['jempol', '👍️'],
    ['api', '🔥'],
    ['paket', '📦️'],
    ['OK', '👌'],
    ['thanks', '🙏'],
    ['smil', '😄'],
  ])('finds for “%s” first %s', (word, emoji) => expect(emojiFor(data, word)[0]?.emoji).toBe(emoji))

  it('finds none for a name', () => expect(emojiFor(data, 'Budiman')).toEqual([]))
})

describe('a word after a colon', () => {
  it.each([
    [':ma', { from: 0, word: 'ma' }],
    ['Mohon :maaf', { from: 6, word: 'maaf' }],
    [':m', null],
    ['jam 10:ok', null],
    [':maaf ya', null],
    ['pukul :30', null],
  ])('is asked for by %j: %j', (before, found) => expect(colonWord(before)).toEqual(found))
})
