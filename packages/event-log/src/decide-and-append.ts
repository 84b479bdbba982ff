// Owns how a command becomes events: read the entity, decide, append with the expected sequence, again on a conflict.
import type { Decider } from '@indoshopster/event-sourcing/decider'
import { stateOf } from '@indoshopster/event-sourcing/decider'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { EventSubject } from '@indoshopster/contracts/subjects'
import { ConflictError } from './append.ts'
import type { EventParts } from './codec.ts'
import type { EventLog } from './event-log.ts'

const MAX_CONFLICTS = 5

/**
 * Runs a command on one entity. Answers the last sequence it appended, 0 when nothing had to change.
 * Throws the decider's `Refusal`, ConflictError after five lost races, or LogUnavailableError.
 */
export async function decideAndAppend<
  Command,
  Event extends EventParts & { readonly type: string },
  Recorded extends RecordedEvent,
  State,
>(
  log: Pick<EventLog, 'append' | 'readEntity'>,
  decider: Decider<Command, Event, Recorded, State>,
  subject: EventSubject,
  command: Command,
): Promise<{ sequence: number }> {
  for (let conflicts = 0; ; conflicts++) {
    const { events, lastSequence } = await log.readEntity(subject)
    // An entity's subject holds only its owner's events; evolve skips types it does not know.
    const state = stateOf(decider, events as readonly Recorded[])
    let expectedSequence = lastSequence
    try {
      for (const event of decider.decide(command, state)) {
        const { workspace, ...to } = subject
        expectedSequence = (await log.append(workspace, to, event, { expectedSequence })).sequence
      }
      return { sequence: expectedSequence === lastSequence ? 0 : expectedSequence }
    } catch (error) {
      if (!(error instanceof ConflictError) || conflicts >= MAX_CONFLICTS) throw error
    }
  }
}
