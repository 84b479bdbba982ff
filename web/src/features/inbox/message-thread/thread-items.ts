// Answers: what rows does a thread have on the screen? Messages, and lines where a day, the unread part or a warning begins.
import { calendarDay } from '../../../i18n/zone.ts'
import type { Thread, ThreadEntry } from '../thread.model.ts'

export type ThreadItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | { kind: 'meanwhile'; key: string }
  | { kind: 'activity' | 'note' | 'message'; key: string; entry: ThreadEntry; follows: boolean }

function kindOf({ message }: ThreadEntry): 'activity' | 'note' | 'message' {
  if (message.direction !== 'internal') return 'message'
  return message.content?.kind === 'activity' ? 'activity' : 'note'
}

function sameWriter(before: ThreadEntry | undefined, { message }: ThreadEntry): boolean {
  return (
    before?.message.direction === message.direction &&
    before.message.author === message.author &&
    before.message.sender?.contactId === message.sender?.contactId
  )
}

/**
 * `follows` is true where the message before is from the same writer on the same day: it stands closer. `lines` names
 * the messages before which the unread part begins, and before which a colleague answered meanwhile.
 */
export function threadItems(
  thread: Thread,
  lines: { unreadFrom?: string | null; meanwhileFrom?: string | null } = {},
): ThreadItem[] {
  const items: ThreadItem[] = []
  let day = ''
  let before: ThreadEntry | undefined
  for (const entry of thread) {
    const today = String(calendarDay(new Date(entry.message.at)))
    if (today !== day) items.push({ kind: 'day', key: `day ${today} ${entry.key}`, at: entry.message.at })
    if (entry.message.id === lines.unreadFrom) items.push({ kind: 'unread', key: 'unread' })
    if (entry.message.id === lines.meanwhileFrom) items.push({ kind: 'meanwhile', key: 'meanwhile' })
    const follows = today === day && sameWriter(before, entry)
    items.push({ kind: kindOf(entry), key: entry.key, entry, follows })
    day = today
    before = entry
  }
  return items
}

/** The message the unread part begins with: the `unread`-th incoming one from the end; null when it is not here. */
export function firstUnread(thread: Thread, unread: number): string | null {
  if (unread === 0) return null
  const incoming = thread.filter(({ message }) => message.direction === 'incoming')
  return incoming[incoming.length - unread]?.message.id ?? null
}
