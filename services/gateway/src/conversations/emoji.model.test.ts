// Owns the rules of what a reaction may be.
import { describe, expect, it } from 'vitest'
import { isOneEmoji } from './emoji.model.ts'

describe('reaction', () => {
  it.each(['👍', '❤️', '❤', '🙏🏽', '👨‍👩‍👧‍👦', '🇮🇩', '1️⃣'])('may be %s', (emoji) => {
    expect(isOneEmoji(emoji)).toBe(true)
  })

  it.each(['', 'ok', '👍👍', '1', '<b>', '👍 ', '\u0000', '\u200d'])('may not be %j', (text) => {
    expect(isOneEmoji(text)).toBe(false)
  })
})
