// Owns running a projection: batches from the log folded in memory, rows and checkpoint in one transaction.
import type pg from 'pg'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { FoldableEvent, Projection } from '@indoshopster/event-sourcing/projection'
import type { ProjectionRow } from '@indoshopster/event-sourcing/table'
import type { Logger } from '@indoshopster/service/logger'
import { observeLevel } from '@indoshopster/service/measure'
import { createProjectionStore, type ProjectionStore } from './projection-store.ts'
import { physicalTable } from './projection-ddl.ts'

export interface RunningProjection {
  readonly name: string
  /** True once everything that was in the log has been folded; false while it starts over or is behind. */
  caughtUp(): boolean
  /** The sequence folded so far by this runner. */
  position(): number
  /** Answers true when the read model has folded `sequence`, false after `patienceMs` (2,000 by default). */
  waitFor(sequence: number, patienceMs?: number): Promise<boolean>
  /** Resolves when the batch in hand is committed and the runner has ended. */
  stop(): Promise<void>
}

const POLL_MS = 20

/** Starts folding. Two runners of one projection cannot both write: the checkpoint moves by compare-and-set. */
export function runProjection<Event extends FoldableEvent, Row extends ProjectionRow>(options: {
  log: EventLog
  pool: pg.Pool
  schema: string
  projection: Projection<Event, Row>
  logger: Logger
}): RunningProjection {
  const { log, pool, schema, projection, logger } = options
  const store = createProjectionStore<Row>(schema, projection)
  const types = new Set<string>(projection.types)
  const stopping = new AbortController()
  let position = 0
  let caughtUp = false

  const labels = { projection: physicalTable(projection) }
  observeLevel(
    'projection_sequence',
    'Last sequence of the log a projection has folded',
    labels,
    () => position,
  )
  observeLevel('projection_caught_up', '1 when a projection has folded everything', labels, () =>
    caughtUp ? 1 : 0,
  )

  const ended = log.follow({
    subjects: projection.subjects,
    signal: stopping.signal,
    from: async () => {
      caughtUp = false
      position = await store.checkpoint(pool)
      const last = await log.lastSequence()
      if (position > last) {
        logger.fatal(
          { projection: projection.name, checkpoint: position, log: last },
          'the checkpoint is ahead of the log: the log was restored or replaced; rebuild the read models before serving',
        )
        throw new Error('The checkpoint is ahead of the log.')
      }
      return position + 1
    },
    onBatch: async (events, lastSequence) => {
      // The subjects and types of a projection cover exactly its events.
      const wanted = events.filter((event) => types.has(event.type)) as unknown as Event[]
      await foldBatch(pool, store, projection, wanted, position, lastSequence)
      position = lastSequence
    },
    onCaughtUp: () => {
      caughtUp = true
    },
  })

  return {
    name: physicalTable(projection),
    caughtUp: () => caughtUp,
    position: () => position,
    async waitFor(sequence, patienceMs = 2000) {
      const deadline = Date.now() + patienceMs
      while (position < sequence) {
        // Another replica may be the one that folds: its checkpoint counts as well.
        if ((await store.checkpoint(pool)) >= sequence) return true
        if (Date.now() > deadline) return false
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
      return true
    },
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

async function foldBatch<Event extends FoldableEvent, Row extends ProjectionRow>(
  pool: pg.Pool,
  store: ProjectionStore<Row>,
  projection: Projection<Event, Row>,
  events: readonly Event[],
  from: number,
  to: number,
): Promise<void> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    await store.begin(client, from, to)
    if (events.length > 0) {
      const fresh = await store.remember(
        client,
        events.map((event) => event.id),
      )
      const keys = new Set<string>()
      for (const event of events) {
        const key = projection.key(event)
        if (key !== null) keys.add(key)
      }
      const rows: Map<string, Row | null> = await store.load(client, [...keys])
      const touched = new Set<string>()
      for (const event of events) {
        // `delete`, not `has`: the second copy inside one batch is a duplicate too.
        if (!fresh.delete(event.id)) continue
        const key = projection.key(event)
        if (key === null) continue
        const row = projection.fold(rows.get(key) ?? undefined, event)
        if (row === undefined) continue
        rows.set(key, row)
        touched.add(key)
      }
      const saved: Row[] = []
      const removed: string[] = []
      for (const key of touched) {
        const row = rows.get(key)
        if (row) saved.push(row)
        else removed.push(key)
      }
      await store.save(client, saved, removed)
    }
    await client.query('COMMIT')
  } catch (error) {
    broken = error instanceof Error ? error : new Error('The batch failed.')
    await client.query('ROLLBACK').catch(() => {})
    throw broken
  } finally {
    client.release(broken)
  }
}
