// Answers: which emoji belong to a group or to a word, and which word is asked for? Pure; the data comes with the app, from no third party.

export interface Emoji {
  emoji: string
  annotation: string
  tags?: string[]
  /** 0 faces, 1 people, 3 nature, 4 food, 5 places, 6 activities, 7 objects, 8 symbols, 9 flags. */
  group: number
  version: number
}

/** Newer ones are empty boxes on phones that are a few years old. */
const newest = 15
const mostFound = 120
const noRank = 5

/** Words that customers and agents use, and what they are called in the data. */
const indonesian: Record<string, string> = {
  senyum: 'smil',
  tertawa: 'laugh',
  ketawa: 'laugh',
  sedih: 'sad',
  nangis: 'cry',
  marah: 'angry',
  cinta: 'love',
  hati: 'heart',
  jempol: 'thumbs',
  setuju: 'thumbs',
  maaf: 'folded',
  terima: 'folded',
  doa: 'folded',
  tepuk: 'clap',
  api: 'fire',
  bunga: 'flower',
  makan: 'food',
  minum: 'drink',
  kopi: 'coffee',
  uang: 'money',
  paket: 'package',
  kirim: 'package',
  truk: 'truck',
  motor: 'motor',
  mobil: 'car',
  rumah: 'house',
  toko: 'store',
  belanja: 'shopping',
  telepon: 'phone',
  jam: 'clock',
  waktu: 'time',
  kalender: 'calendar',
  benar: 'check',
  salah: 'cross',
  hadiah: 'gift',
  pesta: 'party',
  selamat: 'party',
  kucing: 'cat',
  anjing: 'dog',
  hujan: 'rain',
  matahari: 'sun',
  bendera: 'flag',
}

/** The emoji of a group in their usual order. */
export const emojiOf = (all: readonly Emoji[], group: number): Emoji[] =>
  all.filter((one) => one.group === group && one.version <= newest)

/**
 * The emoji whose name or tags begin with the word, in English or a common Indonesian word. What is called just that is
 * first: while writing, Enter takes it.
 */
export function emojiFor(all: readonly Emoji[], typed: string): Emoji[] {
  const word = typed.trim().toLowerCase()
  const wanted = [
    word,
    ...Object.entries(indonesian).flatMap(([own, theirs]) => (own.startsWith(word) ? theirs : [])),
  ]
  const is = (text: string) => wanted.includes(text)
  const begins = (text: string) => wanted.some((one) => text.startsWith(one))
  const rank = ({ annotation, tags = [] }: Emoji) => {
    const name = annotation.toLowerCase()
    const words = name.split(' ')
    if (is(name)) return 0
    if (is(words[0] ?? '')) return 1
    if (words.some(is) || tags.some(is)) return 2
    if (words.some(begins)) return 3
    return tags.some(begins) ? 4 : noRank
  }
  return all
    .filter((one) => one.version <= newest && rank(one) < noRank)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, mostFound)
}

/** The beginning of ":word" right before the cursor, and the word of two letters or more; null when there is none. */
export function colonWord(before: string): { from: number; word: string } | null {
  const found = /(?:^|\s):([\p{L}_]{2,30})$/u.exec(before)
  const word = found?.[1] ?? ''
  return found ? { from: before.length - word.length - 1, word } : null
}
