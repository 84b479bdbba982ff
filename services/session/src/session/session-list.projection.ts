// Owns the fold of session events into the list of sessions. Pure.
import { type SessionEvent, sessionEvents } from '@indoshopster/contracts/session/session.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { evolveSession } from './session.model.ts'
import { sessionListTable, type SessionRow } from './session-list.table.ts'

export const sessionListProjection = defineProjection<SessionEvent, SessionRow>({
  name: 'session_list',
  version: 2,
  // A session's own life has its id as lane and entity, which no filter can say: messages pass by and are skipped.
  subjects: [eventFilter({ owner: 'session' })],
  types: sessionEvents.map((event) => event.type),
  table: sessionListTable,
  key: (event) => event.data.sessionId,
  fold: evolveSession,
})
