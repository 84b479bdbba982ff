// Cuts a phone's past into the pieces a linked device gets: first the chats, then names, then older messages.
import { proto } from '@whiskeysockets/baileys'
import type { PastChat, PastMessage } from './history.model.ts'

export interface Chunk {
  readonly type: proto.HistorySync.HistorySyncType
  readonly sync: proto.IHistorySync
  /** Percent of the whole that is told after this chunk; only for chunks of messages. */
  readonly progress?: number
}

/** Both addresses of the other person; `lid` only when the number has one. */
export interface PeerAddress {
  readonly pn: string
  readonly lid?: string
}

const MESSAGES_PER_CHUNK = 2000
const { HistorySyncType } = proto.HistorySync
const { Status } = proto.WebMessageInfo

const contentOf = ({ text, encoded }: PastMessage): proto.IMessage => {
  if (encoded !== undefined) return proto.Message.decode(Buffer.from(encoded, 'base64'))
  // A call that was missed stands for all kinds a chat does not show.
  return text === undefined ? { call: { callKey: new Uint8Array(32) } } : { conversation: text }
}

const webMessage = (chatJid: string, past: PastMessage): proto.IWebMessageInfo => ({
  key: { remoteJid: chatJid, fromMe: past.fromMe, id: past.id },
  message: contentOf(past),
  messageTimestamp: Math.floor(past.at / 1000),
  ...(past.fromMe && { status: Status.READ }),
})

const conversation = (
  chat: PastChat,
  { pn, lid }: PeerAddress,
  messages: readonly PastMessage[],
  isComplete: boolean,
): proto.IConversation => {
  const id = lid ?? pn
  const newest = chat.messages.at(-1)
  const { COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY, COMPLETE_BUT_MORE_MESSAGES_REMAIN_ON_PRIMARY } =
    proto.Conversation.EndOfHistoryTransferType
  return {
    id,
    ...(lid ? { pnJid: pn } : {}),
    ...(chat.name !== undefined && { name: chat.name, displayName: chat.name }),
    unreadCount: chat.unread,
    conversationTimestamp: Math.floor((newest?.at ?? 0) / 1000),
    endOfHistoryTransferType: isComplete
      ? COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY
      : COMPLETE_BUT_MORE_MESSAGES_REMAIN_ON_PRIMARY,
    // The newest first, as phones send them.
    messages: [...messages].reverse().map((message, n) => ({
      message: webMessage(id, message),
      msgOrderId: messages.length - n,
    })),
  }
}

const slices = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size))

/** All chunks in the order they are sent. No message is in two of them. */
export const chunksOf = (
  chats: readonly PastChat[],
  addressOf: (peer: string) => PeerAddress,
  messagesPerChunk = MESSAGES_PER_CHUNK,
): Chunk[] => {
  const bootstrap = chats.map((chat) =>
    conversation(chat, addressOf(chat.peer), chat.messages.slice(-1), chat.messages.length <= 1),
  )
  const mappings = chats.flatMap(({ peer }) => {
    const { pn, lid } = addressOf(peer)
    return lid ? [{ pnJid: pn, lidJid: lid }] : []
  })
  const older = chats.flatMap((chat) =>
    chat.messages
      .slice(0, -1)
      .reverse()
      .map((message) => ({ chat, message })),
  )
  const pieces = slices(older, messagesPerChunk)
  const recent = (pieces.length > 0 ? pieces : [[]]).map((piece, n, all): Chunk => {
    const byChat = Map.groupBy(piece, ({ chat }) => chat)
    const conversations = [...byChat].map(([chat, entries]) => {
      const messages = entries.map(({ message }) => message).reverse()
      return conversation(chat, addressOf(chat.peer), messages, messages[0] === chat.messages[0])
    })
    const progress = Math.floor(((n + 1) * 100) / all.length)
    const type = HistorySyncType.RECENT
    return { type, progress, sync: { syncType: type, progress, chunkOrder: n + 1, conversations } }
  })
  const pushnames = chats.flatMap(({ peer, name }) =>
    name === undefined ? [] : [{ id: addressOf(peer).pn, pushname: name }],
  )
  const first = HistorySyncType.INITIAL_BOOTSTRAP
  const names = HistorySyncType.PUSH_NAME
  return [
    {
      type: first,
      sync: { syncType: first, chunkOrder: 1, conversations: bootstrap, phoneNumberToLidMappings: mappings },
    },
    ...(pushnames.length > 0 ? [{ type: names, sync: { syncType: names, pushnames } }] : []),
    ...recent,
  ]
}
