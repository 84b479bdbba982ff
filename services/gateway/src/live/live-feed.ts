// Owns the one follower of the log that feeds every open /live stream of this gateway.
import type { NatsConnection } from '@nats-io/nats-core'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { Places } from '../conversations/places.ts'
import { createFrameRing } from './frame-ring.model.ts'
import { conversationsGone, isErasure } from './frames.model.ts'
import type { LiveClient } from './live-client.ts'
import { hearSignals } from './live-signals.ts'
import { replay } from './replay.ts'
import { HEARTBEAT, sseText } from './sse-text.model.ts'
import { createTellFrames } from './told-frames.ts'

export interface LiveFeed {
  /** Serves a client until it closes; resumes after `lastEventId`, or begins now when it is null. */
  join(client: LiveClient, lastEventId: number | null): Promise<void>
  /** Is the log as long as this? A log that does not answer may be. */
  hasReached(sequence: number): Promise<boolean>
  /** Ends every stream and stops following. */
  stop(): Promise<void>
}

export interface LiveLimits {
  /** Frames kept in memory. */
  readonly ringFrames: number
  /** Events read again at start, so that the browsers of a gateway that went away resume here from memory. */
  readonly rereadEvents: number
  /** A browser that missed more events than this must reload: that is quicker for everyone. */
  readonly replayedEvents: number
}

/** Told at once to a browser that catches up; then it must have read them. */
const CATCH_UP_FRAMES = 200
const HEARTBEAT_MS = 15_000

/** Starts feeding. `heard` is told every event, before any browser; `onSessionSignal` of every signal of a number. */
export async function startLiveFeed(parts: {
  log: EventLog
  nats: NatsConnection
  places: Pick<Places, 'find'>
  heard: (event: RecordedEvent) => void
  onSessionSignal: (workspace: string) => void
  limits: LiveLimits
}): Promise<LiveFeed> {
  const { log, nats, limits } = parts
  const stopping = new AbortController()
  const tellFrames = createTellFrames(log, parts.places)
  const last = await log.lastSequence()
  let position = Math.max(0, last - limits.rereadEvents)
  const ring = createFrameRing(limits.ringFrames, position)
  const joined = new Map<string, Set<LiveClient>>()
  const clientsOf = (workspace: string) => joined.get(workspace) ?? new Set<LiveClient>()

  const following = log.follow({
    subjects: [eventFilter({})],
    from: () => Promise.resolve(position + 1),
    signal: stopping.signal,
    async onBatch(events, lastSequence) {
      for (const event of events) parts.heard(event)
      for (const frame of await tellFrames(events)) {
        ring.push(frame)
        for (const client of clientsOf(frame.workspace)) client.tell(frame)
      }
      for (const event of events) {
        for (const id of conversationsGone(event)) ring.drop(event.workspace, id, event.sequence)
        if (isErasure(event)) ring.forgetMembers(event.workspace, event.sequence)
      }
      position = lastSequence
    },
  })

  const signals = hearSignals(nats, (workspace, kind, frame) => {
    if (kind === 'session') parts.onSessionSignal(workspace)
    if (frame) for (const client of clientsOf(workspace)) client.write(sseText([frame]))
  })

  const heartbeat = setInterval(() => {
    for (const clients of joined.values()) for (const client of clients) client.write(HEARTBEAT)
  }, HEARTBEAT_MS)

  function enter(client: LiveClient) {
    const clients = joined.get(client.workspace) ?? new Set()
    joined.set(client.workspace, clients.add(client))
    client.onClose(() => {
      clients.delete(client)
      if (clients.size === 0) joined.delete(client.workspace)
    })
  }

  return {
    async join(client, lastEventId) {
      const ahead = lastEventId !== null && lastEventId > position && lastEventId > (await log.lastSequence())
      const from = ahead || lastEventId === null ? position : lastEventId
      client.write(sseText([{ type: 'ready', sequence: from }]))
      // A sequence the log has never had: it was restored from a backup, so nothing the app holds is certain.
      if (ahead) client.write(sseText([{ type: 'reload', sequence: from }]))
      client.startAfter(from)
      while (!client.closed) {
        const missed = ring.after(client.workspace, client.lastTold)
        for (const frame of missed?.slice(0, CATCH_UP_FRAMES) ?? []) client.tell(frame)
        if (missed && missed.length <= CATCH_UP_FRAMES) {
          if (!client.closed) enter(client)
          return
        }
        await client.drained()
        if (!missed)
          await replay({
            log,
            tellFrames,
            client,
            until: position,
            atMost: limits.replayedEvents,
            signal: stopping.signal,
          })
      }
    },
    async hasReached(sequence) {
      if (sequence <= position) return true
      return log.lastSequence().then(
        (lastSequence) => sequence <= lastSequence,
        () => true,
      )
    },
    async stop() {
      clearInterval(heartbeat)
      signals.unsubscribe()
      stopping.abort()
      for (const clients of joined.values()) for (const client of clients) client.close()
      await following
    },
  }
}
