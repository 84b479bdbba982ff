// Owns how text is made searchable, and how what people type becomes words to look for. Both sides do the same.

/** Characters of one row that can be found; longer texts are searched in their beginning. */
const MAX_WORDS = 10_000

/** Small letters, no accents, single spaces, nothing that cannot be stored. */
export function plain(text: string): string {
  return text
    .replaceAll('\0', '')
    .toWellFormed()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[\s\p{Cf}]+/gu, ' ')
    .trim()
}

/** Like a phone number: digits with the marks people put between them, no part of a word. */
const number = /(?<![\p{L}\p{N}_/-])\+?\(?\d[\d\s().-]{5,30}\d(?![\p{L}\p{N}_/-])/gu

/** Digits with country code: 08… and +62… and 62… are one number. */
function internationalDigits(written: string): string {
  const digits = written.replace(/\D/g, '')
  return digits.startsWith('0') ? `62${digits.slice(1)}` : digits
}

/** What a row can be found by: its texts, and each phone number in them also in its international form. */
export function searchable(texts: readonly (string | null | undefined)[]): string {
  const text = plain(texts.filter(Boolean).join(' ').slice(0, MAX_WORDS))
  const numbers = (text.match(number) ?? [])
    .map(internationalDigits)
    .filter((digits) => !text.includes(digits))
  // The leading space lets a beginning of a word be looked for as ' beg'.
  return [` ${text}`, ...new Set(numbers)].join(' ').slice(0, MAX_WORDS)
}

/** Words that must all occur; of each, one of its spellings is enough. */
export type SearchTerms = readonly (readonly string[])[]

const MAX_TERMS = 10

/** What to look for, as parts of `searchable` text. Empty when there is neither letter nor digit in it. */
export function termsOf(typed: string): SearchTerms {
  const text = plain(typed)
  const numbers = text.match(number) ?? []
  const rest = numbers.reduce((left, written) => left.replace(written, ' '), text)
  const words = rest.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word))
  const terms = [
    ...numbers.map((written) => [...new Set([internationalDigits(written), written.replace(/\D/g, '')])]),
    ...words.map(spellings),
  ]
  return terms.slice(0, MAX_TERMS)
}

/** One or two letters are looked for where a word begins: anywhere in a word they say nothing. */
function spellings(word: string): string[] {
  if (/^\+?\d{3,}$/.test(word)) {
    const digits = word.replace('+', '')
    return digits.startsWith('0') ? [digits, `62${digits.slice(1)}`] : [digits]
  }
  return word.length < 3 ? [` ${word}`] : [word]
}

/** A term as a LIKE pattern that finds it anywhere. */
export function pattern(term: string): string {
  return `%${term.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
}
