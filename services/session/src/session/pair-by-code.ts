// Owns asking the process that holds a session to pair by code or by QR, and answering for the sessions held here.
import type { NatsConnection } from '@nats-io/nats-core'
import { requestSubject } from '@indoshopster/contracts/subjects'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'

const subjectOf = (sessionId: string) => requestSubject('session', `pair_with.${sessionId}`)

const Asked = Compile(Type.Object({ phone: Type.Union([Type.String(), Type.Null()]) }))

const ANSWER_MS = 1000
/** A number that was just added is claimed within this. */
const PATIENCE_MS = 6000
const PAUSE_MS = 200

/** Tells the holder how to pair: the phone's number, or null for a QR. False: nobody holds the session. */
export async function askPairWith(
  nats: NatsConnection,
  sessionId: string,
  phone: string | null,
): Promise<boolean> {
  // A QR comes by itself; only a code has to reach the holder.
  const deadline = performance.now() + (phone === null ? 0 : PATIENCE_MS)
  for (;;) {
    try {
      await nats.request(subjectOf(sessionId), JSON.stringify({ phone }), { timeout: ANSWER_MS })
      return true
    } catch {
      if (performance.now() > deadline) return false
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}

/** Answers for a session held here; call the result to stop. */
export function servePairWith(
  nats: NatsConnection,
  sessionId: string,
  pairWith: (phone: string | null) => void,
): () => void {
  const subscription = nats.subscribe(subjectOf(sessionId), {
    callback: (error, message) => {
      const body: unknown = error ? null : message.json()
      if (!Asked.Check(body)) return
      pairWith(body.phone)
      message.respond('{}')
    },
  })
  return () => subscription.unsubscribe()
}
