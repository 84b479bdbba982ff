// Answers: which part of a text shows why it was found, and where do the words stand in it?

export interface Piece {
  text: string
  hit: boolean
}

const before = 32
const mostCharacters = 160

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The beginning of the text around the first of the words, split where they stand; words may be parts of words. */
export function snippet(text: string, search: string): Piece[] {
  const words = [...new Set(search.toLowerCase().split(/\s+/))]
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
  const line = text.replace(/\s+/g, ' ').trim()
  if (words.length === 0) return [{ text: line.slice(0, mostCharacters), hit: false }]
  const pattern = new RegExp(`(${words.map(escaped).join('|')})`, 'giu')
  const first = line.search(pattern)
  const from = first > before ? line.lastIndexOf(' ', first - before / 2) + 1 : 0
  const shown = `${from > 0 ? '… ' : ''}${line.slice(from, from + mostCharacters)}`
  return shown
    .split(pattern)
    .map((piece, at) => ({ text: piece, hit: at % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
