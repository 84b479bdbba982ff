// The shapes of messages in the HTTP API: what one can send, and how all of it is shown.
import Type from 'typebox'
import { PhoneNumber } from './schemas.ts'

const closed = { additionalProperties: false }
const Text = Type.String({ minLength: 1, maxLength: 65_536 })
const Short = Type.String({ minLength: 1, maxLength: 1000 })

const content = <const Kind extends string, Fields extends Record<string, Type.TSchema>>(
  kind: Kind,
  fields: Fields,
) => Type.Object({ kind: Type.Literal(kind), ...fields }, closed)

const file = {
  file: Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$', description: 'The bytes, as base64' }),
  mimetype: Type.String({ minLength: 1, maxLength: 200 }),
  fileName: Type.Optional(Type.String({ maxLength: 10_000 })),
  caption: Type.Optional(Text),
  seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
  pretend: Type.Optional(
    Type.Object(
      {
        bytes: Type.Optional(Type.Integer({ minimum: 0 })),
        sha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
        mediaKey: Type.Optional(
          Type.String({ pattern: '^([0-9a-f]{2})*$', description: 'Hex; empty: none' }),
        ),
        directPath: Type.Optional(Type.String({ maxLength: 1000 })),
      },
      { ...closed, description: 'What the message says about the file instead of the truth' },
    ),
  ),
}

export const SimContent = Type.Union([
  content('text', { text: Text }),
  content('image', file),
  content('video', file),
  content('audio', file),
  content('voice', file),
  content('document', file),
  content('sticker', file),
  content('location', {
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
    name: Type.Optional(Short),
    address: Type.Optional(Short),
  }),
  content('contact_card', { name: Short, phone: PhoneNumber }),
  content('poll', { question: Short, options: Type.Array(Short, { minItems: 2, maxItems: 12 }) }),
])
export type SimContent = Type.Static<typeof SimContent>

const Id = Type.String({ minLength: 1, maxLength: 128 })

export const NewMessage = Type.Object(
  {
    to: PhoneNumber,
    text: Type.Optional(Text),
    content: Type.Optional(SimContent),
    quoted: Type.Optional(Type.String({ description: 'Id of the message of that chat it answers' })),
    addressing: Type.Optional(Type.Union([Type.Literal('lid'), Type.Literal('pn')], { default: 'lid' })),
    id: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$', description: 'Forces the message id' }),
    ),
  },
  { ...closed, description: 'Either text or content' },
)
export const MessageId = Type.Object({ id: Type.String() })
export const MessageParams = Type.Object({ phone: PhoneNumber, id: Id })
export const NewReaction = Type.Object(
  { emoji: Type.String({ maxLength: 32, description: 'Empty takes the reaction back' }) },
  closed,
)
export const NewVote = Type.Object(
  {
    options: Type.Array(Short, {
      maxItems: 12,
      uniqueItems: true,
      description: 'None takes the vote back',
    }),
  },
  closed,
)
export const NewText = Type.Object({ text: Text }, closed)

export const MessageQuery = Type.Object(
  {
    after: Type.Optional(Type.String({ description: 'A message id, exclusive' })),
    peer: Type.Optional(PhoneNumber),
    last: Type.Optional(
      Type.String({ pattern: '^[1-9]\\d{0,4}$', description: 'Only so many of the newest' }),
    ),
  },
  closed,
)

const MediaView = Type.Object({
  mimetype: Type.String(),
  bytes: Type.Integer({ description: 'Of the plain file, as the sender says' }),
  sha256: Type.String({ description: 'Hex, of the plain file, as the sender says' }),
  fileName: Type.String({ description: 'Empty except for documents' }),
  seconds: Type.Integer(),
  url: Type.String({ description: 'The decrypted bytes' }),
  lost: Type.Optional(
    Type.Union([Type.Literal('on_server'), Type.Literal('for_good')], {
      description: 'The media server has lost it; for_good: the phones too',
    }),
  ),
  problem: Type.Optional(
    Type.String({
      description: 'The phone could not open it: missing, damaged, hash_differs or length_differs',
    }),
  ),
})

export const MessageView = Type.Object({
  id: Type.String(),
  direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
  peer: Type.String({ description: 'A number, or the id of a group' }),
  author: Type.Optional(Type.String({ description: 'In groups, the number that wrote it' })),
  group: Type.Optional(Type.String({ description: 'The id of the group' })),
  kind: Type.String({
    description:
      'text, image, video, audio, voice, document, sticker, location, contact_card, poll, or the name of another kind',
  }),
  text: Type.String({ description: 'Text, caption, name or question; empty once deleted' }),
  caption: Type.Optional(Type.String()),
  status: Type.String({ description: 'out: sent, delivered, read; in: received, read' }),
  at: Type.String({ format: 'date-time' }),
  media: Type.Optional(MediaView),
  quoted: Type.Optional(Type.String({ description: 'Id of the message it answers' })),
  quotedText: Type.Optional(Type.String()),
  quotedFrom: Type.Optional(Type.String({ description: 'The number that wrote the answered message' })),
  location: Type.Optional(
    Type.Object({
      latitude: Type.Number(),
      longitude: Type.Number(),
      name: Type.String(),
      address: Type.String(),
    }),
  ),
  contactCard: Type.Optional(Type.Object({ name: Type.String(), phone: Type.String() })),
  poll: Type.Optional(Type.Object({ question: Type.String(), options: Type.Array(Type.String()) })),
  reactions: Type.Array(Type.Object({ from: Type.String(), emoji: Type.String() })),
  edited: Type.Boolean(),
  revoked: Type.Boolean({ description: 'Deleted for everyone' }),
})

export const ChatView = Type.Object({
  peer: Type.String(),
  name: Type.String({ description: 'Empty when the peer is no phone here' }),
  unread: Type.Integer(),
  newest: MessageView,
})

export const Read = Type.Object({ peer: PhoneNumber }, closed)
export const ReadCount = Type.Object({ read: Type.Integer() })
