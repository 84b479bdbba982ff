// Owns the rules of which phone numbers the send API takes.
import { describe, expect, it } from 'vitest'
import { phoneDigits } from './phone-number.ts'

describe('phone number', () => {
  it.each([
    [6299475799378, '6299475799378'],
    ['6281234567890', '6281234567890'],
    ['+6281234567890', '6281234567890'],
    [12025550123, '12025550123'],
    ['5215512345678', '5215512345678'],
    ['390612345678', '390612345678'],
    [6567654321, '6567654321'],
  ])('takes %s', (given, digits) => {
    expect(phoneDigits(given)).toBe(digits)
  })

  it.each([
    '081234567890',
    '',
    '+',
    '62',
    '12345',
    62812,
    '62812345678901234567',
    '++6281234567890',
    '62 812 3456 7890',
    '٦٢٨١٢٣٤٥٦٧٨٩٠',
    'abc',
    '2101234567',
    '1202555012',
    1e21,
    -6281234567890,
    6281234567890.5,
  ])('refuses %s', (given) => {
    expect(phoneDigits(given)).toBeNull()
  })
})
