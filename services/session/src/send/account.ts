// Owns what sends need to know of their number, and tell about it: may it write to people who never wrote?
import type { RestrictionKind } from '../session/session.model.ts'

export interface Account {
  /** What WhatsApp does not let it send now; null: nothing. */
  restriction(): RestrictionKind | null
  /** The network refused a send because the number is restricted; `heard`: the person had written before. */
  refused(heard: boolean): void
  /** The network took a send. Quiet where that is no news. */
  accepted(heard: boolean): void
}

/** Sends that are never relayed need no account. */
export const nobody: Account = { restriction: () => null, refused: () => {}, accepted: () => {} }
