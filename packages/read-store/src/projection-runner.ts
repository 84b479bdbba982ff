// Owns running a projection: batches from the log folded in memory, rows and checkpoint in one transaction.
import type pg from 'pg'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { FoldableEvent, Projection } from '@indoshopster/event-sourcing/projection'
import type { ProjectionRow } from '@indoshopster/event-sourcing/table'
import type { Logger } from '@indoshopster/service/logger'
import { count, observeLevel } from '@indoshopster/service/measure'
import { foldBatch } from './fold-batch.ts'
import { forgetFolded } from './forget-folded.ts'
import { createPosition } from './position.ts'
import { createProjectionStore } from './projection-store.ts'
import { physicalTable } from './projection-ddl.ts'

export interface RunningProjection {
  readonly name: string
  /** True once everything that was in the log has been folded. */
  caughtUp(): boolean
  /** What a person must mend before it can fold; null when nothing. */
  problem(): string | null
  /** The sequence folded so far by this runner. */
  position(): number
  /**
   * Answers true when the read model shows everything up to `sequence`, false after `patienceMs` (2,000 by default).
   * A sequence of events that this projection does not fold counts as shown once the log has it.
   */
  waitFor(sequence: number, patienceMs?: number): Promise<boolean>
  /** Resolves when the batch in hand is committed and the runner has ended. */
  stop(): Promise<void>
}

/** Events per transaction while there are many: fewer leave the database without work between two. What is due never waits. */
const LARGE_BATCH = 3000

/** How often ids of events folded long ago are forgotten, ms. */
const FORGET_EVERY_MS = 3_600_000

/** How often a waiting query looks elsewhere (another replica's checkpoint, the log), ms. */
const LOOK_MS = 50

/** Starts folding. Two runners of one projection cannot both write: the checkpoint moves by compare-and-set. */
export function runProjection<Event extends FoldableEvent, Row extends ProjectionRow>(options: {
  log: Pick<EventLog, 'follow' | 'lastSequence' | 'firstMatching'>
  pool: pg.Pool
  schema: string
  projection: Projection<Event, Row>
  logger: Logger
  /** Events per transaction at most; a few more where they came together. */
  maxBatch?: number
}): RunningProjection {
  const { log, pool, schema, projection, logger } = options
  const store = createProjectionStore<Row>(schema, projection)
  const name = physicalTable(projection)
  const types = new Set<string>(projection.types)
  const stopping = new AbortController()
  const position = createPosition()
  let caughtUp = false
  let problem: string | null = null

  const labels = { projection: name }
  observeLevel('projection_sequence', 'Last sequence of the log a projection has folded', labels, () =>
    position.current(),
  )
  observeLevel('projection_caught_up', '1 when a projection has folded everything', labels, () =>
    caughtUp ? 1 : 0,
  )

  const forgetting = setInterval(() => {
    forgetFolded(pool, schema, projection).catch((error: unknown) =>
      logger.warn({ err: error, projection: name }, 'old ids were not forgotten'),
    )
  }, FORGET_EVERY_MS)
  forgetting.unref()

  const ended = log.follow({
    subjects: projection.subjects,
    signal: stopping.signal,
    maxBatch: options.maxBatch ?? LARGE_BATCH,
    from: async () => {
      const checkpoint = await store.checkpoint(pool)
      const last = await log.lastSequence()
      if (checkpoint > last) {
        caughtUp = false
        if (problem === null) logger.fatal({ projection: name, checkpoint, log: last }, AHEAD)
        problem = `${name}: ${AHEAD}`
        throw new Error(AHEAD)
      }
      problem = null
      if (checkpoint < position.current()) caughtUp = false
      position.moveTo(checkpoint)
      return checkpoint + 1
    },
    onBatch: async (events, lastSequence) => {
      // The subjects and types of a projection cover exactly its events.
      const wanted = events.filter((event) => types.has(event.type)) as unknown as Event[]
      const misfits = await foldBatch(pool, store, projection, wanted, position.current(), lastSequence)
      for (const { event, reason } of misfits) {
        const { id, type, sequence } = event
        logger.error(
          { projection: name, eventId: id, type, sequence, reason },
          'event left out: it does not fit',
        )
        count('projection_misfits_total', 'Events a projection had to leave out', labels)
      }
      position.moveTo(lastSequence)
    },
    onCaughtUp: () => {
      caughtUp = true
    },
  })

  /** Is everything up to `sequence` folded, by whichever replica, or none of our business? */
  async function shown(sequence: number): Promise<boolean> {
    const folded = Math.max(position.current(), await store.checkpoint(pool))
    if (folded >= sequence) return true
    if ((await log.lastSequence()) < sequence) return false
    const next = await log.firstMatching(projection.subjects, folded + 1)
    return next === null || next > sequence
  }

  return {
    name,
    caughtUp: () => caughtUp,
    problem: () => problem,
    position: () => position.current(),
    async waitFor(sequence, patienceMs = 2000) {
      const deadline = Date.now() + patienceMs
      while (position.current() < sequence) {
        const left = deadline - Date.now()
        if (left <= 0) return false
        await position.moved(Math.min(LOOK_MS, left))
        if (position.current() >= sequence) return true
        // A server that is away is no reason to give up before the deadline, nor to answer after it.
        const late = position.moved(left).then(() => position.current() >= sequence)
        if (await Promise.race([shown(sequence).catch(() => late), late])) return true
      }
      return true
    },
    async stop() {
      clearInterval(forgetting)
      stopping.abort()
      await ended
    },
  }
}

const AHEAD =
  'the checkpoint is ahead of the log: the log was restored or replaced; rebuild the read models before serving'
