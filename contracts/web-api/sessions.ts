// Owns the HTTP shapes of sessions (numbers) under /app.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'
import { Network } from '../session/session.events.ts'
import { MinSeq } from '../page.ts'
import { SessionView } from '../session/session.views.ts'

/** Query of GET /app/sessions, /app/sessions/{id}, /app/templates and /app/api-keys. */
export const ReadQuery = Type.Object({ min_seq: Type.Optional(MinSeq) }, { additionalProperties: false })
/** GET /app/sessions */
export const SessionsList = Type.Object({ sessions: Type.Array(SessionView) })
/** POST /app/sessions → 201 */
export const AddSessionBody = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 60 }), network: Network },
  { additionalProperties: false },
)
export const SessionAdded = Type.Object({ id: Uuid, sequence: Type.Integer() })
/** PATCH /app/sessions/{id}: at least one of them */
export const ChangeSessionBody = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    groups: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
/** POST /app/sessions/{id}/pair: by QR, or with the phone's number by a code */
export const PairBody = Type.Object(
  { phone: Type.Union([Type.String({ minLength: 1, maxLength: 40 }), Type.Null()]) },
  { additionalProperties: false },
)
// GET /app/sessions/{id} answers SessionView. POST …/pair, …/log-out, …/default and DELETE answer Appended.

export type SessionsList = Static<typeof SessionsList>
export type SessionAdded = Static<typeof SessionAdded>
