// Owns the rules of what staff may type as a phone number.
import { describe, expect, it } from 'vitest'
import { typedDigits } from './typed-phone.model.ts'

describe('typed phone number', () => {
  it.each([
    '081234567890',
    '0812-3456-7890',
    '0812 3456 7890',
    '(0812) 3456.7890',
    '6281234567890',
    '+6281234567890',
    ' +62 812-3456-7890 ',
    '+62 (0)812 3456 7890',
    '62 0812 3456 7890',
    '0062 812 3456 7890',
    '+62\u00a0812\u20113456\u20117890',
    '\u202a+62 812-3456-7890\u202c',
  ])('takes %j for one number', (typed) => {
    expect(typedDigits(typed)).toBe('6281234567890')
  })

  it('leaves numbers of other countries as they are', () => {
    expect(typedDigits('+1 (202) 555-0123')).toBe('12025550123')
    expect(typedDigits('+39 06 12345678')).toBe('390612345678')
    expect(typedDigits('0044 20 7946 0958')).toBe('442079460958')
  })

  it.each([
    '',
    ' ',
    '+',
    'abc',
    '0812abc',
    '٠٨١٢٣٤٥٦٧٨٩٠',
    '62812+3456',
    '++62812',
    '6281234567890@s.whatsapp.net',
    '120363041234567890@g.us',
    'status@broadcast',
    "62812'; DROP TABLE",
    '0'.repeat(80),
  ])('finds no number in %j', (typed) => {
    expect(typedDigits(typed)).toBeNull()
  })
})
