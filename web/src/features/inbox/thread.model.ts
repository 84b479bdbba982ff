// Owns the state of one open thread and how messages, replies on their way and statuses change it. Pure.
import type { MessageStatus, MessageView } from '@indoshopster/contracts/inbox/message.views'
import { mergeMessage, withStatus } from './message.model.ts'

/** One bubble. `key` stays the same while a reply becomes a message, so the bubble is not made anew. */
export interface ThreadEntry {
  readonly key: string
  readonly message: MessageView
  /** Of a reply that the gateway has not taken yet: on its way, or not taken with its problem's sentence. */
  readonly reply: { state: 'sending' } | { state: 'refused'; why: string } | null
}

/** Oldest first; replies on their way stand at the end. */
export type Thread = readonly ThreadEntry[]

const bySequence = (a: ThreadEntry, b: ThreadEntry) => a.message.sequence - b.message.sequence

/** Where a reply on its way stands: after every message of the log. */
export const notYet = Number.MAX_SAFE_INTEGER

/**
 * The reply on its way that an arriving message is. The live frame may be faster than the answer of the POST,
 * so the text and author tell; the oldest such reply is meant, because replies keep their order.
 */
function replyBehind(thread: Thread, arrived: MessageView): ThreadEntry | undefined {
  if (arrived.direction !== 'outgoing' || arrived.content?.kind !== 'text') return undefined
  const { text } = arrived.content
  return thread.find(
    ({ reply, message }) =>
      reply?.state === 'sending' &&
      message.author === arrived.author &&
      message.content?.kind === 'text' &&
      message.content.text === text,
  )
}

/** Takes in messages, new or known. */
export function withMessages(thread: Thread, arrived: readonly MessageView[]): Thread {
  const next = [...thread]
  for (const message of arrived) {
    const at = next.findIndex((entry) => entry.message.id === message.id)
    const known = next[at]
    const behind = known ? undefined : replyBehind(next, message)
    if (known) next[at] = { ...known, message: mergeMessage(known.message, message), reply: null }
    else if (behind) next[next.indexOf(behind)] = { key: behind.key, message, reply: null }
    else next.push({ key: message.id, message, reply: null })
  }
  return next.sort(bySequence)
}

/** A reply the gateway took: its bubble becomes the message, unless the live frame was faster. */
export function withReplyTaken(thread: Thread, key: string, message: MessageView): Thread {
  if (thread.some((entry) => entry.message.id === message.id)) {
    return withMessages(
      thread.filter((entry) => entry.key !== key || entry.message.id === message.id),
      [message],
    )
  }
  return thread.map((entry) => (entry.key === key ? { key, message, reply: null } : entry)).sort(bySequence)
}

/** A reply in another state: sending again, or refused. */
export function withReplyState(thread: Thread, key: string, reply: ThreadEntry['reply']): Thread {
  return thread.map((entry) => (entry.key === key && entry.reply ? { ...entry, reply } : entry))
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
