// Answers: which of our sends does a receipt stanza tell of, and what?
import type { SendReceipt } from '../../whatsapp.port.ts'
import type { BinaryNode } from '../library.ts'
import { personOf } from './addresses.ts'
import { wireTime } from './wire-time.ts'

/** How WhatsApp calls what we tell. `inactive`: delivered to an app that is in the background. */
const outcomes: Readonly<Record<string, SendReceipt['outcome']>> = {
  '': 'delivered',
  inactive: 'delivered',
  read: 'read',
  played: 'read',
}

/**
 * Null for receipts that tell nothing of our sends in chats of two: of groups, of our own devices, retry requests.
 * `own`: our own addresses. `now`: ms, for a receipt without a readable time.
 */
export function receiptOf(
  node: BinaryNode,
  own: readonly (string | null | undefined)[],
  now: number,
): SendReceipt | null {
  const { attrs } = node
  const outcome = outcomes[attrs['type'] ?? '']
  const from = personOf(attrs['from'])
  if (node.tag !== 'receipt' || !outcome || !from || attrs['participant'] || !attrs['id']) return null
  if (own.some((jid) => personOf(jid)?.address === from.address)) return null
  return { wireIds: [attrs['id'], ...listedIds(node)], outcome, at: wireTime(attrs['t'], now) }
}

function listedIds(node: BinaryNode): string[] {
  const lists = Array.isArray(node.content) ? node.content.filter((child) => child.tag === 'list') : []
  return lists
    .flatMap((list) => (Array.isArray(list.content) ? list.content : []))
    .flatMap((item) => item.attrs['id'] ?? [])
}
