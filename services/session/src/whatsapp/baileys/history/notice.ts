// Answers: does our own phone offer a part of its history in a peer message?
import type { JournalledStanza } from '../../../intake/arrival.ts'
import { proto, unpadRandomMax16 } from '../library.ts'

const { HistorySyncType } = proto.HistorySync

/** Chats and names; status posts, settings and the like are of no use here. */
const wanted: ReadonlySet<number> = new Set([
  HistorySyncType.INITIAL_BOOTSTRAP,
  HistorySyncType.RECENT,
  HistorySyncType.FULL,
  HistorySyncType.PUSH_NAME,
  HistorySyncType.ON_DEMAND,
])

/** What is kept of a notice until it is read; `own`: our own addresses, they tell what we wrote ourselves. */
export interface KeptNotice {
  readonly version: 1
  readonly own: JournalledStanza['own']
  /** The encoded notice, base64. */
  readonly notice: string
}

/** The notice as bytes, to be kept until it is read; null when the message is none. */
export function historyNoticeIn(padded: Uint8Array, own: JournalledStanza['own']): Uint8Array | null {
  try {
    const message = proto.Message.decode(unpadRandomMax16(padded))
    const inner = message.deviceSentMessage?.message ?? message
    const notice = inner.protocolMessage?.historySyncNotification
    if (!notice || !wanted.has(notice.syncType ?? -1)) return null
    const encoded = Buffer.from(proto.Message.HistorySyncNotification.encode(notice).finish())
    const kept: KeptNotice = { version: 1, own, notice: encoded.toString('base64') }
    return Buffer.from(JSON.stringify(kept))
  } catch {
    return null
  }
}

/**
 * The message without the history it carries: what the journal keeps. The history is kept beside it until it is read, and
 * nobody who is erased later may be found in a journal of protocol.
 */
export function withoutHistory(padded: Uint8Array): Uint8Array {
  const message = proto.Message.decode(unpadRandomMax16(padded))
  const inner = message.deviceSentMessage?.message ?? message
  const notice = inner.protocolMessage?.historySyncNotification
  if (notice) delete notice.initialHistBootstrapInlinePayload
  // One byte of padding, as the last byte says.
  return Buffer.concat([proto.Message.encode(message).finish(), Buffer.from([1])])
}
