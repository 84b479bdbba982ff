// Owns telling the holder of a session, or whoever may claim it, that there is something to look at.
import type { NatsConnection } from '@nats-io/nats-core'
import { Uuid } from '@indoshopster/contracts/envelope'
import { Network } from '@indoshopster/contracts/session/session.events'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const Poke = Type.Object({
  sessionId: Uuid,
  workspace: Uuid,
  network: Network,
  /** Nothing new was asked: who holds the session looks again, and nobody claims it, for it may be long done with. */
  repeated: Type.Optional(Type.Boolean()),
})
export type Poke = Static<typeof Poke>
const check = Compile(Poke)

/** Sends a poke; a lost one is made up for by the supervisor's next look at the list, by who holds the session too. */
export function sendPoke(nats: NatsConnection, poke: Poke): void {
  if (!nats.isClosed()) nats.publish(`poke.session.${poke.sessionId}`, JSON.stringify(poke))
}

/** Hears every poke; call the result to stop. */
export function hearPokes(nats: NatsConnection, hear: (poke: Poke) => void): () => void {
  const subscription = nats.subscribe('poke.session.*', {
    callback: (error, message) => {
      if (error) return
      const body: unknown = message.json()
      if (check.Check(body)) hear(body)
    },
  })
  return () => subscription.unsubscribe()
}
