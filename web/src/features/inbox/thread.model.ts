// Owns the state of one open thread and how messages, replies on their way and statuses change it. Pure.
import type { MessageStatus, MessageView } from '@indoshopster/contracts/inbox/message.views'
import { mergeMessage, withStatus } from './message.model.ts'

/**
 * Of a reply that the gateway has not taken yet: its file goes up (`sent` of 1), it is on its way, it waits for the
 * connection, or it was not taken, with the problem's sentence. `tried`: an attempt had no answer, so it may be sent.
 */
export type ReplyState =
  | { state: 'uploading'; sent: number }
  | { state: 'sending' }
  | { state: 'waiting'; tried?: true }
  | { state: 'refused'; why: string; tried?: true }

/** One bubble. `key` stays the same while a reply becomes a message, so the bubble is not made anew. */
export interface ThreadEntry {
  readonly key: string
  readonly message: MessageView
  readonly reply: ReplyState | null
}

/** Oldest first; replies on their way stand at the end. */
export type Thread = readonly ThreadEntry[]

/** Where a reply on its way stands: after every message of the log. */
export const notYet = Number.MAX_SAFE_INTEGER

/** Seconds since 1970 of a message, worked out once: a long thread is put in order with each arrival. */
const seconds = new WeakMap<MessageView, number>()
function second({ message }: ThreadEntry): number {
  const known = seconds.get(message)
  if (known !== undefined) return known
  const found = Math.floor(Date.parse(message.at) / 1_000)
  seconds.set(message, found)
  return found
}

/** By the second of the message's time, then by the log; what is not in the log yet stands behind it. */
function byTime(a: ThreadEntry, b: ThreadEntry): number {
  const pending = Number(a.message.sequence === notYet) - Number(b.message.sequence === notYet)
  if (pending !== 0 || a.message.sequence === notYet) return pending
  return second(a) - second(b) || a.message.sequence - b.message.sequence
}

/** What a reply says, to know it again when it arrives as a message. */
function gist(message: MessageView): string {
  const { content } = message
  if (content === null) return ''
  const file = 'media' in content ? content.media.mediaId : ''
  const words = 'text' in content ? content.text : 'caption' in content ? content.caption : ''
  return JSON.stringify([content.kind, file, words, message.quote?.messageId ?? null])
}

/**
 * The reply on its way that an arriving message is. The live frame may be faster than the answer of the POST,
 * so content and author tell; the oldest such reply is meant, because replies keep their order.
 */
function replyBehind(thread: Thread, arrived: MessageView): ThreadEntry | undefined {
  if (arrived.direction !== 'outgoing' || arrived.content === null) return undefined
  const said = gist(arrived)
  return thread.find(
    ({ reply, message }) =>
      (reply?.state === 'sending' || reply?.state === 'waiting') &&
      message.author === arrived.author &&
      gist(message) === said,
  )
}

/** Takes in messages, new or known. */
export function withMessages(thread: Thread, arrived: readonly MessageView[]): Thread {
  const next = [...thread]
  const places = new Map(next.map((entry, at) => [entry.message.id, at]))
  for (const message of arrived) {
    const at = places.get(message.id)
    const known = at === undefined ? undefined : next[at]
    if (at !== undefined && known) {
      next[at] = { ...known, message: mergeMessage(known.message, message), reply: null }
      continue
    }
    const behind = replyBehind(next, message)
    const place = behind ? next.indexOf(behind) : next.length
    next[place] = { key: behind?.key ?? message.id, message, reply: null }
    places.set(message.id, place)
  }
  return next.sort(byTime)
}

/** A reply that stands at the end until the gateway has taken it; one that is there already stays. */
export function withReply(thread: Thread, key: string, message: MessageView, reply: ReplyState): Thread {
  return thread.some((entry) => entry.key === key) ? thread : [...thread, { key, message, reply }]
}

/** A reply the gateway took: its bubble becomes the message, unless the live frame was faster. */
export function withReplyTaken(thread: Thread, key: string, message: MessageView): Thread {
  if (thread.some((entry) => entry.message.id === message.id)) {
    return withMessages(
      thread.filter((entry) => entry.key !== key || entry.message.id === message.id),
      [message],
    )
  }
  return thread.map((entry) => (entry.key === key ? { key, message, reply: null } : entry)).sort(byTime)
}

/** A reply in another state, and what it says by now (its file has an id once it is up). */
export function withReplyState(
  thread: Thread,
  key: string,
  reply: ReplyState,
  content?: MessageView['content'],
): Thread {
  return thread.map((entry) => {
    if (entry.key !== key || !entry.reply) return entry
    return { ...entry, reply, message: content ? { ...entry.message, content } : entry.message }
  })
}

/** A status that arrived on its own. */
export function withMessageStatus(
  thread: Thread,
  messageId: string,
  status: MessageStatus,
  failure: MessageView['failure'],
): Thread {
  return thread.map((entry) => {
    if (entry.message.id !== messageId) return entry
    const message = withStatus(entry.message, status, failure)
    return message === entry.message ? entry : { ...entry, message }
  })
}

/** Whether a message lies before everything that is shown: it comes with an older page. */
export function liesBefore(thread: Thread, message: MessageView): boolean {
  const first = thread.find((entry) => entry.reply === null)
  return first !== undefined && byTime({ key: '', message, reply: null }, first) < 0
}
