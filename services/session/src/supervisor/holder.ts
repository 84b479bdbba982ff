// Owns giving a claimed session everything it needs to be held here.
import type { NatsConnection } from '@nats-io/nats-core'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { Logger } from '@indoshopster/service/logger'
import type { Claim, LeaseStore } from '../lease/lease.store.ts'
import type { PhoneAsks } from '../media/ask-phone.ts'
import { serveOpenChatHere } from '../send/open-chat.endpoints.ts'
import type { Sending } from '../send/sending.ts'
import type { Announce } from '../session/session.announcer.ts'
import { serveLiveState } from '../session/live-state.ts'
import { servePairWith } from '../session/pair-by-code.ts'
import type { ConnectionSink, BookEntry, Fence, WhatsApp } from '../whatsapp/whatsapp.port.ts'
import { type HeldSession, holdSession } from './held-session.ts'
import { createHistory } from './history.ts'

/** Makes the supervisor's `hold`: the session answers for its live state as long as it is held. */
export function createHolder(deps: {
  nats: NatsConnection
  log: EventLog
  whatsapp: WhatsApp
  leases: LeaseStore
  announce: Announce
  logger: Logger
  now: () => number
  chance: () => number
  loginMs: number
  sendingFor: (fence: Fence) => Sending
  asksFor: (fence: Fence) => PhoneAsks
  /** Fetches files of received messages until the signal aborts. */
  fetchMedia: (fence: Fence, asks: PhoneAsks, signal: AbortSignal) => Promise<void>
  hearing: (fence: Fence) => Pick<ConnectionSink, 'groupNamed' | 'typing'>
  keepBookEntries: (fence: Fence, entries: readonly BookEntry[]) => Promise<void>
}): (claim: Claim, onLost: () => void) => HeldSession {
  return (claim, onLost) => {
    const { fence } = claim
    const sending = deps.sendingFor(fence)
    const asks = deps.asksFor(fence)
    const session = holdSession(claim, {
      whatsapp: deps.whatsapp,
      history: createHistory(deps.log, fence, () => deps.leases.assertOwned(fence), deps.now),
      leases: deps.leases,
      sending,
      asks,
      announce: deps.announce,
      hearing: deps.hearing(fence),
      keepBookEntries: (entries) => deps.keepBookEntries(fence, entries),
      logger: deps.logger,
      now: deps.now,
      chance: deps.chance,
      loginMs: deps.loginMs,
      onLost,
    })
    const fetching = new AbortController()
    const fetched = Promise.all([deps.fetchMedia(fence, asks, fetching.signal), asks.run(fetching.signal)])
    const stopServing = serveLiveState(deps.nats, fence.sessionId, session.live)
    const stopPairing = servePairWith(deps.nats, fence.sessionId, session.pairWith)
    const stopOpening = serveOpenChatHere(deps.nats, fence.sessionId, sending.openChat)
    return {
      ...session,
      async stop(why) {
        stopServing()
        stopOpening()
        stopPairing()
        fetching.abort()
        await Promise.all([session.stop(why), fetched])
      },
    }
  }
}
