// Owns the reaction to gateway.send_requested: one durable per session, in order per recipient.
import { sendRequested, type SendRequested } from '@indoshopster/contracts/gateway/send.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { ReactionOutcome } from '@indoshopster/event-log/react'
import type { Fence } from '../whatsapp/whatsapp.port.ts'

/** `later`: it comes again at the next start. `hopeless`: no try will ever end it; people have to look. */
export type Handled = 'done' | 'later' | 'hopeless'
export type HandleRequest = (request: SendRequested) => Promise<Handled>

/** Sends of one session that may be on their way at once. */
const MAX_IN_FLIGHT = 32

/** Reacts until the signal aborts; what is unfinished then comes again, in order. */
export function reactToSendRequests(
  log: Pick<EventLog, 'react'>,
  { sessionId, workspace }: Fence,
  handle: HandleRequest,
  signal: AbortSignal,
): Promise<void> {
  return log.react({
    durable: `send_${sessionId}`,
    subjects: [eventFilter({ workspace, owner: 'gateway', lane: sessionId })],
    // Order per recipient is kept behind the lookup, where a phone number and its chat are known to be one.
    orderKey: (event) => event.id,
    begin: 'all',
    maxAttempts: Infinity,
    maxInFlight: MAX_IN_FLIGHT,
    signal,
    handle: async (event): Promise<ReactionOutcome> => {
      if (event.type !== sendRequested.type) return 'done'
      // The type names its definition; the gateway is the only writer of its subjects.
      const handled = await handle(event as SendRequested)
      if (handled === 'hopeless') return { park: 'the send cannot be carried out' }
      return handled === 'done' ? 'done' : { retryInMs: 1000 }
    },
  })
}
