// Owns telling everyone at once how a session looks now, by core NATS; nothing of it is stored.
import type { NatsConnection } from '@nats-io/nats-core'
import type { SessionSignal } from '@indoshopster/contracts/session/session.signals'
import { liveSubject } from '@indoshopster/contracts/subjects'
import type { SessionReader } from './session.reader.ts'

/** Publishes the view of a session after the list has folded `sequence`. Quiet when it is gone. Never throws. */
export type Announce = (workspace: string, sessionId: string, sequence: number) => Promise<void>

export function createAnnouncer(nats: NatsConnection, reader: SessionReader): Announce {
  return async (workspace, sessionId, sequence) => {
    try {
      const session = await reader.one(workspace, sessionId, sequence)
      const signal: SessionSignal = { sessionId, session }
      nats.publish(liveSubject(workspace, 'session'), JSON.stringify(signal))
    } catch {
      // A lost signal is repaired by the next one, or by the next read of the list.
    }
  }
}
