// Owns the list of all emoji: a file of the app, fetched when it is first needed.
import dataUrl from 'emoji-picker-element-data/en/cldr-native/data.json?url'
import { shallowRef } from 'vue'
import type { Emoji } from './emoji-search.ts'

/** Empty until it is here. */
export const allEmoji = shallowRef<readonly Emoji[]>([])

/** Fetches it once; rejects when it cannot be had now. */
export async function loadEmoji(): Promise<void> {
  if (allEmoji.value.length > 0) return
  const response = await fetch(dataUrl)
  allEmoji.value = (await response.json()) as Emoji[] // a file of the app itself, pinned by its package version
}
