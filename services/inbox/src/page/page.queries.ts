// Owns what every query of the inbox does with its cursor and its min_seq.
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { inboxErrors } from '../inbox.errors.ts'
import { contactIn, type ListKind, type Place, placeIn } from './cursor.model.ts'

/** The place the page continues after; null: from the beginning. Refuses a cursor that is none of ours. */
export function continues(kind: ListKind, cursor: string | undefined): Place | null {
  return cursor === undefined ? null : known(placeIn(kind, cursor))
}

/** The id the page of contacts continues after. */
export function continuesContact(cursor: string | undefined): string | null {
  return cursor === undefined ? null : known(contactIn(cursor))
}

function known<Found>(place: Found | null): Found {
  if (place === null) throw new Refusal('cursor_invalid', inboxErrors.cursor_invalid)
  return place
}

/** A projection as queries know it. */
export type Folding = Pick<RunningProjection, 'waitFor'>

/** Waits up to 2 s until the projections have folded `minSeq`; refuses when one has not. */
export async function reached(projections: readonly Folding[], minSeq: number | undefined): Promise<void> {
  if (minSeq === undefined) return
  const waited = await Promise.all(projections.map((projection) => projection.waitFor(minSeq)))
  if (!waited.every(Boolean)) throw new Refusal('read_model_behind', inboxErrors.read_model_behind)
}
