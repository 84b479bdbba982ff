// Owns what live frames told of messages lately: a read answered by a read model that is behind them lacks it.
import type { MessageStatus, MessageView } from '@indoshopster/contracts/inbox/message.views'

/** What was told of one message. `changedAt`: the sequence of a change that is still to be read; null: none. */
export interface RecentFrame {
  readonly conversationId: string
  readonly message: MessageView | null
  readonly moved: { readonly status: MessageStatus; readonly failure: MessageView['failure'] } | null
  readonly changedAt: number | null
}

/** More than arrive while an inbox is behind; the oldest are forgotten. */
const mostKept = 300

export function createRecentFrames() {
  const byMessage = new Map<string, RecentFrame>()

  return {
    /** Remembers a part of what is known of a message. */
    note(conversationId: string, messageId: string, part: Partial<RecentFrame>): void {
      const known = byMessage.get(messageId) ?? { message: null, moved: null, changedAt: null }
      byMessage.delete(messageId)
      byMessage.set(messageId, { ...known, ...part, conversationId })
      const [oldest] = byMessage.keys()
      if (byMessage.size > mostKept && oldest !== undefined) byMessage.delete(oldest)
    },
    /** What was told of the messages of a conversation, by their ids. */
    of: (conversationId: string) =>
      [...byMessage].filter(([, frame]) => frame.conversationId === conversationId),
    /** Whose words must be in no memory any more. */
    forget(isGone: (conversationId: string) => boolean): void {
      for (const [id, frame] of byMessage) if (isGone(frame.conversationId)) byMessage.delete(id)
    },
  }
}
