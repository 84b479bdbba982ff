// Owns the names and settings of the JetStream streams; event-log creates them and asserts what the server echoes.

/** The log of record. No max age; nothing is ever deleted (erasure destroys keys, not events). */
export const EVENTS = {
  name: 'EVENTS',
  subjects: ['evt.>'],
  /** Nats-Msg-Id is remembered this long; folds dedupe by event id beyond it. */
  duplicateWindowSeconds: 7200,
} as const

/** What reactions parked, with the reason; listed and replayed by people. */
export const PARKED = { name: 'PARKED', subjects: ['parked.>'] } as const

/** The oldest server that keeps the promises above. */
export const MINIMUM_SERVER = { major: 2, minor: 10 } as const

/** Largest event body we publish, in bytes. */
export const MAX_EVENT_BYTES = 1_000_000
