// Are words, parts of words and numbers found however they are written?
import { describe, expect, test } from 'vitest'
import { pattern, searchable, termsOf } from './words.model.ts'

/** As Postgres does it: every term in one of its spellings. */
function finds(typed: string, ...texts: (string | null)[]): boolean {
  const words = searchable(texts)
  const terms = termsOf(typed)
  return terms.length > 0 && terms.every((spellings) => spellings.some((one) => words.includes(one)))
}

describe('search words', () => {
  test.each([
    ['pesan', 'Pesanan sudah dikirim'],
    ['SANAN', 'pesanan'],
    ['kirim pesan', 'Pesanan sudah dikirim'],
    ['café', 'CAFE'],
    ['cafe', 'di café itu'],
    ['ＡＢＣ', 'abc'],
    ['10.000', 'Rp10.000,-'],
    ['inv-0001', 'INV-00012345'],
    ['50%', 'diskon 50% hari ini'],
    ['a_b', 'a_b'],
    ['ab', 'abu-abu'],
    ['<script>', '<script>alert(1)</script>'],
    ["' or 1=1 --", "' OR 1=1 --"],
  ])('find %j in %j', (typed, text) => expect(finds(typed, text)).toBe(true))

  test.each([
    ['ab', 'kabar'],
    ['pesan batal', 'pesanan dikirim'],
    ['%', 'apa saja'],
    ['...', 'apa saja...'],
    [' ', 'apa saja'],
    ['😀', '😀'],
  ])('do not find %j in %j', (typed, text) => expect(finds(typed, text)).toBe(false))

  const ways = [
    '081234567890',
    '6281234567890',
    '+6281234567890',
    '0812-3456-7890',
    '+62 812 3456 7890',
    '(0812) 3456 7890',
  ]
  test.each(ways)('find a number typed as %j in all its ways', (typed) => {
    for (const way of ways) expect(finds(typed, `hubungi ${way} ya`)).toBe(true)
    expect(finds(`${typed} hubungi`, `hubungi ${typed}`)).toBe(true)
  })

  test.each(['081234', '8123456', '0812 3456', '4567890'])('find a part of a number: %j', (typed) =>
    expect(finds(typed, 'Budi', '6281234567890')).toBe(true),
  )

  test('take everything hostile as it is', () => {
    expect(searchable(['nul \0 half \ud83d', null, '\u202eabc'])).toBe(' nul half \ufffd abc')
    expect(pattern('50%_\\')).toBe('%50\\%\\_\\\\%')
  })

  test('stay short and quick', () => {
    const started = performance.now()
    for (const text of [
      '1 '.repeat(40_000),
      '('.repeat(65_000),
      '\u0301'.repeat(65_000),
      '0-'.repeat(30_000),
    ]) {
      expect(searchable([text]).length).toBeLessThanOrEqual(10_000)
      expect(termsOf(text.slice(0, 200)).length).toBeLessThanOrEqual(10)
    }
    expect(performance.now() - started).toBeLessThan(500)
  })
})
