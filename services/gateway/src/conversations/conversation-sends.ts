// Owns sending to a conversation on behalf of staff: from its own number, sealed for its contact, accepted once.
import type { Quote, SendContent } from '@indoshopster/contracts/session/content'
import { Problem } from '../http/problem.ts'
import { type Accepted, type SendLog } from '../send/accept-send.ts'
import type { SessionDirectory } from '../sessions/session-directory.ts'
import type { SignIn } from '../sign-in/sign-in-directory.ts'
import type { Place, Places } from './places.ts'

export interface ConversationSends {
  /** Where a conversation is. Throws EndpointRefusal `conversation_not_found`, Problem `conversation_erased`. */
  place(workspace: string, conversationId: string): Promise<Place>
  /** Accepts it. Throws Problem `session_not_found`, `session_unavailable`, `log_unavailable`. */
  accept(send: {
    readonly signIn: SignIn
    readonly conversationId: string
    readonly messageId: string
    readonly content: SendContent
    readonly quote?: Quote
    readonly fingerprint: string
    /** True when the message id comes from an Idempotency-Key. */
    readonly repeatable: boolean
  }): Promise<Accepted & { readonly sessionId: string }>
}

/** Sends over the log. */
export function createConversationSends(parts: {
  places: Places
  sends: SendLog
  sessions: SessionDirectory
}): ConversationSends {
  const place: ConversationSends['place'] = async (workspace, conversationId) => {
    const found = await parts.places.find(workspace, conversationId)
    if (found.erased) throw new Problem('conversation_erased')
    return found
  }
  return {
    place,
    async accept({ signIn, conversationId: chatId, ...send }) {
      const { workspace, id: accountId } = signIn.account
      const { sessionId, contactId } = await place(workspace, chatId)
      await parts.sessions.sender(workspace, sessionId)
      const accepted = await parts.sends.accept({
        ...send,
        workspace,
        sessionId,
        chatId,
        origin: { kind: 'agent', accountId },
        phone: null,
        person: `contact:${contactId}`,
      })
      return { ...accepted, sessionId }
    },
  }
}
