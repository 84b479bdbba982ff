// Owns how fast a number may write: token buckets, one per limit. Pure; times are ms of one clock.

/** So many at once, then one more every `everyMs`. */
export interface Limit {
  readonly burst: number
  readonly everyMs: number
}

/** What is left of a limit. `tokens` were there `at`; they grow with time up to the burst. */
export interface Bucket {
  readonly tokens: number
  readonly at: number
}

/** A bucket of which `used` were taken of late. */
export const bucketOf = (limit: Limit, now: number, used = 0): Bucket => ({
  tokens: Math.max(0, limit.burst - used),
  at: now,
})

/** How long until one may be taken, ms; 0: now. A clock that went back waits no longer than one interval. */
export function waitOf(limit: Limit, bucket: Bucket, now: number): number {
  const { tokens } = refilled(limit, bucket, now)
  return tokens >= 1 ? 0 : Math.ceil((1 - tokens) * limit.everyMs)
}

/** The bucket after one was taken; call it only when nothing is left to wait for. */
export function taken(limit: Limit, bucket: Bucket, now: number): Bucket {
  const { tokens } = refilled(limit, bucket, now)
  return { tokens: Math.max(0, tokens - 1), at: now }
}

function refilled(limit: Limit, bucket: Bucket, now: number): Bucket {
  const grown = Math.max(0, now - bucket.at) / limit.everyMs
  return { tokens: Math.min(limit.burst, bucket.tokens + grown), at: now }
}

/** The limits of one number; a null one does not limit. */
export interface Pace {
  /** Everything it sends. */
  readonly session: Limit | null
  /** To one person. */
  readonly contact: Limit | null
  /** First messages to people who never wrote. */
  readonly newChats: Limit | null
}

export const unlimited: Pace = { session: null, contact: null, newChats: null }

/** What a careful person would do on the real network; a simulated one needs no care. */
const careful = { perMinute: 30, contactSeconds: 1, newChatsPerHour: 20 }

/** The pace by configuration; -1 leaves a limit to the network's default. */
export function paceFor(config: {
  readonly network: 'whatsapp' | 'simulator'
  readonly pacePerMinute: number
  readonly paceContactSeconds: number
  readonly newChatsPerHour: number
}): Pace {
  const orDefault = (given: number, usual: number) =>
    given >= 0 ? given : config.network === 'whatsapp' ? usual : 0
  return paceOf(
    orDefault(config.pacePerMinute, careful.perMinute),
    orDefault(config.paceContactSeconds, careful.contactSeconds),
    orDefault(config.newChatsPerHour, careful.newChatsPerHour),
  )
}

/** Per minute, seconds between two to one person, new chats per hour; 0 does not limit. */
export function paceOf(perMinute: number, contactSeconds: number, newChatsPerHour: number): Pace {
  return {
    session:
      perMinute > 0 ? { burst: Math.max(1, Math.ceil(perMinute / 3)), everyMs: 60_000 / perMinute } : null,
    contact: contactSeconds > 0 ? { burst: 5, everyMs: contactSeconds * 1000 } : null,
    newChats:
      newChatsPerHour > 0
        ? { burst: Math.max(1, Math.ceil(newChatsPerHour / 2)), everyMs: 3_600_000 / newChatsPerHour }
        : null,
  }
}
