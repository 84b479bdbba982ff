// Owns one valid example of each inbox view, for tests.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'

/** An incoming text; every part can be replaced. */
export function message(part: Partial<MessageView> = {}): MessageView {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    conversationId: '00000000-0000-4000-8000-00000000000c',
    sessionId: '00000000-0000-4000-8000-00000000005e',
    direction: 'incoming',
    content: { kind: 'text', text: 'Halo' },
    missing: null,
    status: 'received',
    failure: null,
    author: null,
    sender: null,
    quote: null,
    mediaState: null,
    mediaFailure: null,
    reactions: [],
    edits: [],
    revokedAt: null,
    at: '2026-11-23T02:00:00.000Z',
    sequence: 10,
    ...part,
  }
}

/** An outgoing text of the account `rina`. */
export const outgoing = (part: Partial<MessageView> = {}): MessageView =>
  message({ direction: 'outgoing', status: 'accepted', author: 'rina', ...part })

/** A conversation without unread messages. */
export function conversation(part: Partial<ConversationView> = {}): ConversationView {
  return {
    id: '00000000-0000-4000-8000-00000000000c',
    sessionId: '00000000-0000-4000-8000-00000000005e',
    contactId: '00000000-0000-4000-8000-0000000000ff',
    chatKind: 'person',
    name: 'Budi Tanjung',
    givenName: null,
    phone: '6281234567890',
    unread: 0,
    markedUnread: false,
    labels: [],
    assignee: null,
    state: 'open',
    snoozedUntil: null,
    waitingSince: null,
    erased: false,
    preview: { messageId: 'm1', kind: 'text', text: 'Halo', direction: 'incoming', status: 'received' },
    lastMessageAt: '2026-11-23T02:00:00.000Z',
    lastSequence: 10,
    ...part,
  }
}
