// Owns the catalogue of problems people and programs can get from the gateway: code → status, title, what to do.
import { appProblems } from './staff-app.errors.ts'
import { kind, type ProblemKind } from './problem-kind.model.ts'

/** The seed's own sentence for a phone number. */
const phoneTitle = 'phone parameter should contain country code, for example 62 for Indonesia'

export const problems = {
  ...appProblems,

  // Any request.
  not_found: kind(404, 'not found', 'Nothing is at this address. Look at /docs for what there is.'),
  method_not_allowed: kind(405, 'method not allowed', 'Use the method that the Allow header names.'),
  body_malformed: kind(400, 'malformed body', 'Send a JSON object, or a form as jQuery sends it.'),
  unknown_field: kind(400, 'unknown field', 'Leave out the fields listed in errors.'),
  request_invalid: kind(400, 'invalid request', 'Correct the fields listed in errors.'),
  body_too_large: kind(413, 'body too large', 'Send a body of at most 128 KiB.'),
  content_type_unsupported: kind(
    415,
    'unsupported content type',
    'Send application/json or application/x-www-form-urlencoded, without compression.',
  ),
  too_many_requests: kind(429, 'too many requests', 'Wait as many seconds as Retry-After says.'),
  internal: kind(500, 'internal error', 'Something went wrong here; try again, and tell us the requestId.'),
  service_unavailable: kind(
    503,
    'service unavailable',
    'A part of the system does not answer. Try again in a moment.',
  ),
  read_model_behind: kind(
    503,
    'read model behind',
    'Your change is stored but not yet shown. Ask again in a moment.',
  ),

  // The send API.
  invalid_api_key: kind(401, 'wrong api key', 'Send an API key from Settings that was not revoked.'),
  template_not_found: kind(
    404,
    'template not found',
    'Send template_id: the integer id of a template of type message.',
  ),
  phone_number_invalid: kind(
    422,
    phoneTitle,
    'Send digits only: the country code, then the number without its leading 0.',
  ),
  template_data_invalid: kind(
    422,
    'wrong required data',
    'data must have exactly the keys of the template; see errors.',
  ),
  template_output_invalid: kind(
    422,
    'wrong template output',
    'With this data the message is empty, longer than 4096 characters or not valid text. Send other values.',
  ),
  session_not_found: kind(
    404,
    'number not found',
    'No number here has this id or phone number. Look at Settings.',
  ),
  session_unavailable: kind(
    409,
    'no linked number',
    'Link a WhatsApp number by scanning its QR on the chat page, then try again.',
  ),
  log_unavailable: kind(
    503,
    'not accepted',
    'The log did not confirm the request. Try again with the same Idempotency-Key: then it is sent at most once.',
  ),
  idempotency_key_required: kind(
    400,
    'Idempotency-Key required',
    'Send the header Idempotency-Key: a UUID of your own, new for each message.',
  ),
  idempotency_key_invalid: kind(
    400,
    'invalid Idempotency-Key',
    'Send 1 to 255 printable ASCII characters as Idempotency-Key.',
  ),
  idempotency_key_reused: kind(
    422,
    'Idempotency-Key reused',
    'This Idempotency-Key belongs to another request. Use a new one for each new message.',
  ),
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problems

/** True for codes of the catalogue. */
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code)
