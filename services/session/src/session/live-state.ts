// Owns asking the process that holds a session for its live state and QR, and answering for the sessions held here.
import type { NatsConnection } from '@nats-io/nats-core'
import { requestSubject } from '@indoshopster/contracts/subjects'
import { IsoTime } from '@indoshopster/contracts/envelope'
import { SessionView } from '@indoshopster/contracts/session/session.views'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { LiveState } from './session.model.ts'

const subjectOf = (sessionId: string) => requestSubject('session', `live_state.${sessionId}`)

const Reply = Compile(
  Type.Union([
    Type.Null(),
    Type.Object({
      state: SessionView.properties.state,
      reason: SessionView.properties.reason,
      qr: SessionView.properties.qr,
      pairingCode: Type.Optional(SessionView.properties.pairingCode),
      since: IsoTime,
      sequence: Type.Integer(),
    }),
  ]),
)

/** Longest a holder may take to answer, ms; the log's word is shown then. */
const PATIENCE_MS = 1000

/** The live state as its holder tells it; null when nobody holds the session or the holder does not answer. */
export async function askLiveState(nats: NatsConnection, sessionId: string): Promise<LiveState | null> {
  try {
    const answer: unknown = (await nats.request(subjectOf(sessionId), '', { timeout: PATIENCE_MS })).json()
    return Reply.Check(answer) ? answer : null
  } catch {
    return null
  }
}

/** Answers for a session held here; call the result to stop. */
export function serveLiveState(nats: NatsConnection, sessionId: string, live: () => LiveState | null) {
  const subscription = nats.subscribe(subjectOf(sessionId), {
    callback: (error, message) => {
      if (!error) message.respond(JSON.stringify(live()))
    },
  })
  return () => subscription.unsubscribe()
}
