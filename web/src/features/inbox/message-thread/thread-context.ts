// Owns what every bubble may ask of the thread it stands in, without handing it through each component.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { inject, type InjectionKey } from 'vue'

export interface ThreadContext {
  conversation(): ConversationView | undefined
  /** False for viewers: nothing may be changed. */
  mayWrite(): boolean
  nameOf(accountId: string): string | undefined
  /** Whether a message that failed was sent once more. */
  isRetried(message: MessageView): boolean
  /** How the writer of an incoming message, or who reacted, is called. */
  contactName(contactId: string | null): string
  /** Shows another message of this conversation. */
  jump(messageId: string): void
  /** Begins an answer to a message. */
  answer(message: MessageView): void
  react(message: MessageView, emoji: string): void
  /** Asks, then deletes a message of ours for everyone. */
  remove(message: MessageView): void
  /** Shows a picture or film large. */
  look(message: MessageView): void
  /** Opens the conversation with a number of a contact card. */
  startChat(phone: string): void
}

const nothing = () => {}
/** Outside of a thread (a preview, a test) nothing can be done with a message. */
const alone: ThreadContext = {
  conversation: () => undefined,
  mayWrite: () => false,
  nameOf: () => undefined,
  isRetried: () => false,
  contactName: () => '',
  jump: nothing,
  answer: nothing,
  react: nothing,
  remove: nothing,
  look: nothing,
  startChat: nothing,
}

export const threadContextKey: InjectionKey<ThreadContext> = Symbol('thread')

/** The thread around the calling component. */
export const useThreadContext = (): ThreadContext => inject(threadContextKey, alone)
