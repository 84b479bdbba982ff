// Owns what every query of the inbox does with its cursor and its min_seq.
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { inboxErrors } from '../inbox.errors.ts'
import { type ListKind, sequenceIn } from './cursor.model.ts'

/** The sequence the page continues below. Refuses a cursor that is none of ours. */
export function below(kind: ListKind, cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER
  const sequence = sequenceIn(kind, cursor)
  if (sequence === null) throw new Refusal('cursor_invalid', inboxErrors.cursor_invalid)
  return sequence
}

/** Waits up to 2 s until the projection has folded `minSeq`; refuses when it has not. */
export async function reached(projection: RunningProjection, minSeq: number | undefined): Promise<void> {
  if (minSeq === undefined || (await projection.waitFor(minSeq))) return
  throw new Refusal('read_model_behind', inboxErrors.read_model_behind)
}
