// Owns what other services may ask of the session service.
import { Type } from 'typebox'
import { defineEndpoint } from '../endpoint.ts'
import { Uuid } from '../envelope.ts'
import { Actor, Appended, MinSeq } from '../page.ts'
import { Network } from './session.events.ts'
import { SessionView } from './session.views.ts'

const service = 'session'
const one = Type.Object({ ...Actor.properties, sessionId: Uuid })
const refusals = ['session_not_found', 'session_name_invalid', 'read_model_behind']

/** The workspace's sessions, oldest first, removed ones left out. */
export const listSessions = defineEndpoint({
  service,
  name: 'list_sessions',
  request: Type.Object({ workspace: Uuid, minSeq: Type.Optional(MinSeq) }),
  response: Type.Object({ sessions: Type.Array(SessionView) }),
  refusals,
})
/** One session with its current state and QR; asks the process that holds it. */
export const getSession = defineEndpoint({
  service,
  name: 'get_session',
  request: Type.Object({ workspace: Uuid, sessionId: Uuid, minSeq: Type.Optional(MinSeq) }),
  response: SessionView,
  refusals,
})
export const addSession = defineEndpoint({
  service,
  name: 'add_session',
  request: Type.Object({ ...Actor.properties, name: Type.String(), network: Network }),
  response: Type.Object({ sessionId: Uuid, sequence: Type.Integer() }),
  refusals,
})
export const renameSession = defineEndpoint({
  service,
  name: 'rename_session',
  request: Type.Object({ ...one.properties, name: Type.String() }),
  response: Appended,
  refusals,
})
/** Asks for a new round of QRs; quiet while one is running; refused (`session_already_linked`) while linked. */
export const requestPairing = defineEndpoint({
  service,
  name: 'request_pairing',
  request: one,
  response: Appended,
  refusals: [...refusals, 'session_already_linked'],
})
/** Unlinks the device from the phone; quiet when it is not linked. */
export const logOutSession = defineEndpoint({
  service,
  name: 'log_out_session',
  request: one,
  response: Appended,
  refusals,
})
export const chooseDefaultSession = defineEndpoint({
  service,
  name: 'choose_default_session',
  request: one,
  response: Appended,
  refusals,
})
/** Unlinks and removes; conversations stay. */
export const removeSession = defineEndpoint({
  service,
  name: 'remove_session',
  request: one,
  response: Appended,
  refusals,
})
