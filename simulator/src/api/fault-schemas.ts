// The faults one can ask for, as a union by kind.
import Type from 'typebox'
import { PhoneNumber } from './schemas.ts'

const phone = Type.Optional(PhoneNumber)
const count = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const fault = <const Kind extends string, Fields extends Record<string, Type.TSchema>>(
  kind: Kind,
  description: string,
  fields: Fields,
) => Type.Object({ kind: Type.Literal(kind), phone, ...fields }, { additionalProperties: false, description })

export const Fault = Type.Union([
  fault('cut', 'Drops the TCP connection of linked devices now', {}),
  fault('stream_error', 'Ends the stream with this code (440 replaced, 401 device removed, 503, 515…)', {
    code: Type.Integer({ minimum: 400, maximum: 599 }),
  }),
  fault('mute', 'Connections stay open, but the server neither listens nor speaks for a while', {
    ms: Type.Integer({ minimum: 1, maximum: 3_600_000 }),
  }),
  fault('refuse_login', 'The next logins fail with this code', {
    code: Type.Integer({ minimum: 400, maximum: 599 }),
    count,
  }),
  fault('drop_acks', 'The next messages are handled but the server ack is not sent', { count }),
  fault('delay_acks', 'Server acks come this much later; 0 stops it', {
    ms: Type.Integer({ minimum: 0, maximum: 600_000 }),
  }),
  fault('nack', 'The next messages of linked devices are refused with this error and not delivered', {
    error: Type.Integer({ minimum: 400, maximum: 599 }),
    count,
  }),
  fault('hold_messages', 'Stanzas for linked devices stay in their queues until release', {}),
  fault('release', 'Ends hold_messages and sends what waited', {}),
  fault('undecryptable', 'The next messages for linked devices arrive corrupt first', { count }),
  fault('cannot_decrypt', 'Contacts claim not to be able to decrypt the next messages of linked devices', {
    count,
  }),
  fault('drop_sender_key', 'The next keys for reading group messages do not come with them', { count }),
  fault('drop_receipts', 'The next receipts of contacts do not reach linked devices', { count }),
  fault('lookup_fails', 'The next questions who is on WhatsApp are answered with an error', { count }),
  fault('history_broken', 'The next pieces of the past that phones send end in the middle', { count }),
  fault('resend', 'Sends a message once more under the same id, encrypted anew', {
    messageId: Type.String({ minLength: 1, maxLength: 100 }),
  }),
  fault('media_gone', 'The next downloads of media are refused with this code', {
    code: Type.Union([Type.Literal(404), Type.Literal(410), Type.Literal(403)]),
    count,
  }),
  fault('media_damaged', 'The next downloads of media have a changed byte in the middle', { count }),
  fault('media_short', 'The next downloads of media end after half of the bytes, and look complete', {
    count,
  }),
  fault('media_slow', 'Downloads pause this long in the middle, uploads before they begin; 0 stops it', {
    ms: Type.Integer({ minimum: 0, maximum: 600_000 }),
  }),
  fault('media_upload_refused', 'The next uploads of linked devices are refused', {
    code: Type.Optional(Type.Integer({ minimum: 400, maximum: 599, description: 'Default 500' })),
    count,
  }),
  fault('passkey_required', 'Linking asks for a passkey, which no client here can give', {
    count: Type.Optional(count),
  }),
  fault('restrict', 'The account may not write: messages are refused with 463, devices are told', {
    until: Type.Optional(Type.String({ format: 'date-time', description: 'Until cleared when left out' })),
    enforcement: Type.Optional(Type.String({ description: 'WhatsApp’s name of the reason' })),
    onlyNew: Type.Optional(Type.Boolean({ description: 'Chats that exist already still work' })),
  }),
  fault('unrestrict', 'Ends restrict, and devices are told', {}),
  fault(
    'message_cap',
    'Devices are told how many new people they may write to; at the end 463 for new ones',
    {
      used: Type.Integer({ minimum: 0 }),
      total: Type.Integer({ minimum: 0 }),
    },
  ),
  fault('newsletter_noise', 'Newsletter posts and notices for linked devices, now', { count }),
  fault(
    'media_lost',
    'The media server loses the file of this message: gone until a phone is asked to upload it again',
    {
      messageId: Type.String({ minLength: 1, maxLength: 128 }),
      phonesToo: Type.Optional(Type.Boolean({ description: 'The phones as well: it is gone for good' })),
    },
  ),
  fault('media_retry_refused', 'Phones say they do not have the next files they are asked to upload again', {
    count,
  }),
  fault('media_retry_unanswered', 'Phones do not answer when they are next asked to upload a file again', {
    count,
  }),
  fault('redeliver', 'Sends the same stanza with the same ciphertext once more', {
    messageId: Type.String({ minLength: 1, maxLength: 100 }),
  }),
])

export type Fault = Type.Static<typeof Fault>

export const FaultAnswer = Type.Object(
  {
    kind: Type.String(),
    affected: Type.Optional(Type.Integer({ description: 'Connections or devices it reached now' })),
  },
  { additionalProperties: true },
)

export const ArmedFault = Type.Object({
  kind: Type.String(),
  phone: Type.Optional(Type.String()),
  left: Type.Optional(Type.Integer()),
  value: Type.Optional(Type.Integer()),
  note: Type.Optional(Type.String()),
  onlyNew: Type.Optional(Type.Boolean()),
})
