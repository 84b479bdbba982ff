// Owns what something that came in says, in our words: a message, or a change of another one.
import type { MessageContent } from '@indoshopster/contracts/session/content'

/** Names a message by its id on the network and who wrote it, as far as whoever speaks of it may tell. */
export interface MessageRef {
  readonly wireId: string
  /** In a group the addresses of the participant, canonical one first. */
  readonly author: 'us' | 'contact' | { readonly addresses: readonly [string, ...string[]] }
}

/** What is told of the message that another one answers. */
export interface Quoted {
  readonly ref: MessageRef
  readonly kind: string
  /** At most 300 characters. */
  readonly excerpt: string | null
}

export type Said =
  | {
      readonly kind: 'message'
      readonly content: MessageContent
      readonly quoted: Quoted | null
      /** Where and with which key the network keeps its file; null where that was not told. */
      readonly wireMedia: string | null
    }
  | { readonly kind: 'edit'; readonly target: MessageRef; readonly content: MessageContent }
  | { readonly kind: 'revocation'; readonly target: MessageRef }
  /** Null: the reaction is taken back. */
  | { readonly kind: 'reaction'; readonly target: MessageRef; readonly emoji: string | null }
  /** It pretends to be what only our own phone, or the author of a message, may say. */
  | { readonly kind: 'forged'; readonly what: string }
