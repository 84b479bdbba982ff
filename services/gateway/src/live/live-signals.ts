// Owns hearing the passing signals of core NATS, and how each becomes a frame.
import { CustomerTypingSignal, PresenceSignal } from '@indoshopster/contracts/inbox/presence.signals'
import { SessionSignal } from '@indoshopster/contracts/session/session.signals'
import { liveSubject } from '@indoshopster/contracts/subjects'
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import type { NatsConnection, Subscription } from '@nats-io/nats-core'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/** Frames of signals have no place in the log. */
const sequence = 0

/** Makes a frame of a signal that fits the schema; null of anything else. */
function reader<Schema extends TSchema>(schema: Schema, frame: (signal: Static<Schema>) => LiveFrame) {
  const check = Compile(schema)
  return (signal: unknown): LiveFrame | null => {
    if (!check.Check(signal)) return null
    // The schema has just proven the shape.
    return frame(signal as Static<Schema>)
  }
}

const readers = {
  session: reader(SessionSignal, ({ session }) => ({ type: 'session', sequence, session })),
  presence: reader(PresenceSignal, (signal) => ({ type: 'presence', sequence, ...signal })),
  customer_typing: reader(CustomerTypingSignal, (signal) => ({
    type: 'customer_typing',
    sequence,
    ...signal,
  })),
}

/** Hears every signal of every workspace; `frame` is null when it is none that the app knows. */
export function hearSignals(
  nats: NatsConnection,
  hear: (workspace: string, kind: keyof typeof readers, frame: LiveFrame | null) => void,
): { unsubscribe(): void } {
  const kinds = ['session', 'presence', 'customer_typing'] as const
  const subscriptions: Subscription[] = kinds.map((kind) =>
    nats.subscribe(liveSubject('*', kind), {
      callback: (error, message) => {
        const workspace = message.subject.split('.')[1]
        if (error || !workspace) return
        hear(workspace, kind, readers[kind](parsed(message.string())))
      },
    }),
  )
  return {
    unsubscribe() {
      for (const subscription of subscriptions) subscription.unsubscribe()
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
