// Owns the calls about the messages of a conversation and what staff do between them.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type {
  ChangeOnItsWay,
  ChangesDone,
  MessagesPage,
  ReplyAccepted,
  ReplyBody,
} from '@indoshopster/contracts/web-api/inbox'
import { problemCode } from '../../api/problem.ts'
import { request } from '../../api/request.ts'

interface Appended {
  sequence: number
}
/** Which page of a thread: the newest, one further back, one further on, or the one around a message. */
export type PageOf = { cursor?: string } | { after: string } | { around: string }

const one = (conversationId: string) => `/app/conversations/${conversationId}`
const messageOf = (conversationId: string, messageId: string) =>
  `${one(conversationId)}/messages/${messageId}`

/** A page of messages, newest first; as new as `minSeq`. */
export const fetchMessages = (conversationId: string, page: PageOf = {}, minSeq = 0) =>
  request<MessagesPage>(`${one(conversationId)}/messages`, {
    query: { ...page, limit: 40, min_seq: minSeq || undefined },
  })

/** One message, as new as `minSeq`. */
export const fetchMessage = (conversationId: string, messageId: string, minSeq: number) =>
  request<MessageView>(messageOf(conversationId, messageId), { query: { min_seq: minSeq || undefined } })

/** Sends a reply; the same key sends it once however often it is called. */
export const sendReply = (conversationId: string, body: ReplyBody, idempotencyKey: string) =>
  request<ReplyAccepted>(`${one(conversationId)}/messages`, { method: 'POST', body, idempotencyKey })

/** Reacts to a message; an empty emoji takes the reaction back. */
export const react = (conversationId: string, messageId: string, emoji: string) =>
  request<ChangeOnItsWay>(`${messageOf(conversationId, messageId)}/reaction`, {
    method: 'PUT',
    body: { emoji },
  })

/** Deletes a message of ours for everyone. */
export const deleteForEveryone = (conversationId: string, messageId: string) =>
  request<ChangeOnItsWay>(messageOf(conversationId, messageId), { method: 'DELETE' })

/** Writes a note that only colleagues see; the same id writes it once. */
export const addNote = (conversationId: string, note: { id: string; text: string; mentions: string[] }) =>
  request<Appended>(`${one(conversationId)}/notes`, { method: 'POST', body: note })

export const markRead = (conversationId: string, upToSequence: number) =>
  request<Appended>(`${one(conversationId)}/read`, { method: 'POST', body: { upToSequence } })

/** Requests at once: a browser has six connections to a host, and the live stream holds one. */
const atOnce = 4

/** Marks many read, each up to its sequence and with its own outcome. Throws when the gateway cannot be reached. */
export async function markManyRead(upTo: readonly (readonly [string, number])[]): Promise<ChangesDone> {
  const refused: ChangesDone['refused'] = []
  let sequence = 0
  for (let from = 0; from < upTo.length; from += atOnce) {
    await Promise.all(
      upTo.slice(from, from + atOnce).map(async ([id, last]) => {
        try {
          sequence = Math.max(sequence, (await markRead(id, last)).sequence)
        } catch (error) {
          const code = problemCode(error)
          if (code === 'unreachable') throw error
          refused.push({ id, code })
        }
      }),
    )
  }
  return { sequence, refused }
}

/** Tells colleagues what this person does in the conversation now. */
export const tellPresence = (conversationId: string, state: 'viewing' | 'typing' | 'left') =>
  request<void>(`${one(conversationId)}/presence`, { method: 'POST', body: { state } })
