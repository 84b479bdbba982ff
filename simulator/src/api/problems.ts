// The errors of the HTTP API: a stable code, and a sentence that says what to do.
import type { FastifyInstance } from 'fastify'

const CATALOGUE = {
  invalid_request: [400, 'The request does not fit the schema'],
  phone_invalid: [422, 'Not a phone number: use digits with country code, for example 6281234567890'],
  phone_not_found: [404, 'No such phone here: create it with POST /api/phones first'],
  device_not_found: [404, 'This phone has no such linked device: see GET /api/phones'],
  not_on_whatsapp: [422, 'The recipient is not on this WhatsApp: create it with POST /api/phones first'],
  same_phone: [422, 'A phone cannot write to itself: choose another recipient'],
  message_id_used: [409, 'This phone already sent a message with that id: leave the id out'],
  message_not_found: [404, 'This phone has no such message: see GET /api/phones/{phone}/messages'],
  nothing_to_send: [422, 'Say either text or content'],
  quoted_not_found: [422, 'The message to answer is not in this chat: leave quoted out or name another'],
  not_yours: [422, 'Only what this phone wrote, and did not delete, can be edited or deleted'],
  not_editable: [422, 'Only texts and captions can be edited'],
  not_in_poll: [422, 'Only a poll with a secret takes votes, and only for options it has'],
  media_not_found: [404, 'That message has no file'],
  media_unreadable: [422, 'The file of that message is missing, damaged or not what the sender said'],
  qr_invalid: [422, 'Not a pairing QR: paste the whole text, https://wa.me/settings/linked_devices#…'],
  qr_unknown: [404, 'Nobody shows this QR any more: paste the newest one, codes expire within a minute'],
  qr_used: [409, 'This QR was already scanned: ask the client for a new one'],
  qr_mismatch: [422, 'The keys in the QR are not those of the waiting client: copy the text unchanged'],
  pairing_failed: [
    502,
    'The client did not finish pairing in 10 seconds: ask it for a new QR and scan again',
  ],
  group_not_found: [404, 'No such group here: see GET /api/groups'],
  nothing_to_change: [422, 'Say whom to add, remove, promote or demote'],
  not_a_member: [422, 'That phone is not in the group: add it first'],
  passkey_required: [
    409,
    'This account asks for a passkey, which the client cannot give: DELETE /api/faults ends that',
  ],
  code_unknown: [404, 'No client waits for a code of this number: request one there first'],
  code_wrong: [422, 'Not the code that the client shows: it has to request a new one'],
  not_found: [404, 'No such address: see /openapi.json'],
  internal: [500, 'The simulator failed; this is a bug in it'],
} as const // the keys are the codes

export type ProblemCode = keyof typeof CATALOGUE

/** Throw it in a route; the error handler turns it into problem+json. */
export class Problem extends Error {
  readonly code: ProblemCode
  constructor(code: ProblemCode) {
    super(CATALOGUE[code][1])
    this.code = code
  }
}

const body = (code: ProblemCode, detail?: string) => {
  const [status, title] = CATALOGUE[code]
  return { type: 'about:blank', title, status, code, ...(detail === undefined ? {} : { detail }) }
}

/** Fastify's own refusals (unreadable body, wrong content type, schema) keep their status. */
const fromError = (error: unknown) => {
  if (error instanceof Problem) return body(error.code)
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    if (error.statusCode < 500) return { ...body('invalid_request', error.message), status: error.statusCode }
  }
  return body('internal', error instanceof Error ? error.message : undefined)
}

/** Every error of the app becomes `application/problem+json`. */
export const installProblems = (app: FastifyInstance): void => {
  app.setErrorHandler((error, _request, reply) => {
    const problem = fromError(error)
    return reply.code(problem.status).type('application/problem+json').send(problem)
  })
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('application/problem+json').send(body('not_found')),
  )
}
