// Makes recorded events for tests of folds and rules: an envelope around the data that matters.
import type { SessionEvent } from '@indoshopster/contracts/session/session.events'

const testWorkspace = '01234567-0000-7000-8000-00000000aaaa'
let made = 0

/** A session event as it stands in the log; sequence 1, at a fixed time unless told. */
export function recorded<Type extends SessionEvent['type']>(
  type: Type,
  data: Extract<SessionEvent, { type: Type }>['data'],
  over: { sequence?: number; time?: string } = {},
): SessionEvent {
  const id = `01234567-0000-7000-8000-${String(++made).padStart(12, '0')}`
  const envelope = {
    specversion: '1.0',
    id,
    source: 'session',
    type,
    subject: data.sessionId,
    time: over.time ?? '2026-11-23T02:00:00.000Z',
    workspace: testWorkspace,
    correlationid: id,
    causationid: id,
    sequence: over.sequence ?? 1,
    data,
  }
  // Type and data belong to one definition by the signature; TypeScript cannot follow that through the union.
  return envelope as unknown as SessionEvent
}
