// Answers: what rows does a thread have on the screen? Messages, with a heading wherever a new day begins.
import type { Thread, ThreadEntry } from '../thread.model.ts'

export type ThreadItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; entry: ThreadEntry; follows: boolean }

const localDay = (iso: string) => new Date(iso).toDateString()

/** `follows` is true where the message before is from the same side on the same day: it stands closer. */
export function threadItems(thread: Thread): ThreadItem[] {
  const items: ThreadItem[] = []
  let day = ''
  let before: ThreadEntry | undefined
  for (const entry of thread) {
    const today = localDay(entry.message.at)
    if (today !== day) {
      items.push({ kind: 'day', key: `day ${today} ${entry.key}`, at: entry.message.at })
      before = undefined
    }
    const follows =
      before?.message.direction === entry.message.direction && before.message.author === entry.message.author
    items.push({ kind: 'message', key: entry.key, entry, follows })
    day = today
    before = entry
  }
  return items
}
