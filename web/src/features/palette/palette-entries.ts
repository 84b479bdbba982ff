// Answers: which entries of the palette does a typed text mean, best first?
import type { Component } from 'vue'

export interface PaletteEntry {
  key: string
  text: string
  icon: Component
  /** Words at its end, such as a phone number. */
  hint?: string
  /** The keys that do the same. */
  keys?: readonly string[]
  run(): void
}
export type PaletteGroupKey = 'now' | 'chats' | 'views' | 'labels' | 'places' | 'search'
export interface PaletteGroup {
  key: PaletteGroupKey
  entries: readonly PaletteEntry[]
}

/** Without accents and capitals, so that "jose" finds "José". */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** How well a text fits what was typed: 0 begins so, 1 a word begins so, 2 all words occur; null does not fit. */
export function fit(text: string, typed: string): number | null {
  const whole = plain(text)
  const wanted = plain(typed).trim()
  if (wanted === '' || whole.startsWith(wanted)) return 0
  if (whole.split(/\s+/).some((word) => word.startsWith(wanted))) return 1
  return wanted.split(/\s+/).every((word) => whole.includes(word)) ? 2 : null
}

/** The entries that fit, best first, at most `most`; their order stays among equals. */
export function fitting(entries: readonly PaletteEntry[], typed: string, most: number): PaletteEntry[] {
  return entries
    .flatMap((entry) => {
      const rank = fit(entry.text, typed)
      return rank === null ? [] : [{ entry, rank }]
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ entry }) => entry)
}
