// Owns the rules of which texts can be sent.
import { describe, expect, it } from 'vitest'
import { isSendableText } from './text.model.ts'

describe('text', () => {
  it.each(['halo', '👩‍👩‍👧', ' . ', 'سلام', '\u200fa', 'a\nb\tc'])('sends %j', (text) => {
    expect(isSendableText(text)).toBe(true)
  })

  it.each(['', ' \n\t', '\u200b\u200d\ufeff', '\u202e', 'a\0b', 'a\ud800', '\udc00'])(
    'refuses %j',
    (text) => {
      expect(isSendableText(text)).toBe(false)
    },
  )
})
