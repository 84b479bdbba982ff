// Owns what the network tells about messages of ours later: delivered, read. Each is told once, never backwards.
import type { Fence, SendReceipt } from '../whatsapp/whatsapp.port.ts'
import type { OutboxEntry } from './outbox.model.ts'
import type { Outbox } from './outbox.store.ts'
import { createSendOutcome } from './send-outcome.ts'
import type { EventLog } from '@indoshopster/event-log/event-log'

/** Throws when the database or the log is away or the lease is lost: the network then keeps the receipt. */
export type TakeReceipt = (fence: Fence, receipt: SendReceipt) => Promise<void>

export function createReceipts(outbox: Outbox, log: Pick<EventLog, 'append'>): TakeReceipt {
  return async (fence, receipt) => {
    const entries = await outbox.byWireIds(fence.sessionId, receipt.wireIds)
    if (entries.length === 0) return
    await outbox.assertOwned(fence)
    const outcome = createSendOutcome(log, fence)
    for (const entry of entries) {
      if (!isNews(entry, receipt.outcome)) continue
      // The server's word may still be on its way, or was lost with a killed run: a receipt implies it.
      if (entry.state !== 'sent') await outcome.sent(entry, receipt.at)
      if (entry.state === 'queued' || entry.state === 'attempted')
        await outbox.markSent(fence, entry.messageId)
      if (receipt.outcome === 'read') await outcome.read(entry, receipt.at)
      else await outcome.delivered(entry, receipt.at)
      await outbox.markReceipt(fence, entry.messageId, receipt.outcome)
    }
  }
}

function isNews(entry: OutboxEntry, outcome: SendReceipt['outcome']): boolean {
  // What the server refused cannot arrive; a send that failed in silence can, and then the receipt is the truth.
  if (entry.state === 'failed' && entry.failure !== 'no_server_ack') return false
  return outcome === 'read' ? !entry.isRead : !entry.isRead && !entry.isDelivered
}
