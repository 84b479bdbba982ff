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
  needs: 'admin',
  request: Type.Object({ ...Actor.properties, name: Type.String(), network: Network }),
  response: Type.Object({ sessionId: Uuid, sequence: Type.Integer() }),
  refusals,
})
export const renameSession = defineEndpoint({
  service,
  name: 'rename_session',
  needs: 'admin',
  request: Type.Object({ ...one.properties, name: Type.String() }),
  response: Appended,
  refusals,
})
/**
 * Asks for a new pairing: by QR, or by a code for the phone with this number. Quiet while the same is running; refused
 * (`session_already_linked`) while linked.
 */
export const requestPairing = defineEndpoint({
  service,
  name: 'request_pairing',
  needs: 'admin',
  request: Type.Object({
    ...one.properties,
    /** Digits with country code: pair by code. Null: by QR. */
    phone: Type.Union([Type.String(), Type.Null()]),
  }),
  response: Appended,
  refusals: [...refusals, 'session_already_linked', 'phone_number_invalid', 'session_unavailable'],
})
/** Unlinks the device from the phone; quiet when it is not linked. */
export const logOutSession = defineEndpoint({
  service,
  name: 'log_out_session',
  needs: 'admin',
  request: one,
  response: Appended,
  refusals,
})
export const chooseDefaultSession = defineEndpoint({
  service,
  name: 'choose_default_session',
  needs: 'admin',
  request: one,
  response: Appended,
  refusals,
})
/** Unlinks and removes; conversations stay. */
export const removeSession = defineEndpoint({
  service,
  name: 'remove_session',
  needs: 'owner',
  request: one,
  response: Appended,
  refusals,
})
/** Shows or hides the groups of a number; messages of hidden groups are never in the log. */
export const chooseGroups = defineEndpoint({
  service,
  name: 'choose_groups',
  needs: 'admin',
  request: Type.Object({ ...one.properties, shown: Type.Boolean() }),
  response: Appended,
  refusals,
})
/**
 * Finds or makes the chat of a number with a phone number, after asking WhatsApp whether it is there. `sequence` is of
 * the event that made it known to the inbox, 0 when it was known.
 */
export const openChat = defineEndpoint({
  service,
  name: 'open_chat',
  needs: 'agent',
  request: Type.Object({
    ...one.properties,
    /** Digits with country code. */
    phone: Type.String({ pattern: '^[1-9][0-9]{6,14}$' }),
  }),
  response: Type.Object({ chatId: Uuid, contactId: Uuid, sequence: Type.Integer() }),
  refusals: [
    ...refusals,
    'recipient_not_on_whatsapp',
    'recipient_is_sender',
    'session_unavailable',
    'number_restricted',
  ],
})
/**
 * The chats of a workspace, under any of its numbers, that share an address (a phone number, a hidden id) with one of
 * these chats or have one of these phone numbers; themselves too. Also chats that no event told of. One step: a chat it
 * answers may share another address with further ones.
 */
export const findPerson = defineEndpoint({
  service,
  name: 'find_person',
  request: Type.Object({
    workspace: Uuid,
    chatIds: Type.Array(Uuid),
    /** Digits with country code. */
    phones: Type.Array(Type.String()),
  }),
  response: Type.Object({
    chats: Type.Array(Type.Object({ chatId: Uuid, sessionId: Uuid, contactId: Uuid })),
  }),
  refusals: [],
})
