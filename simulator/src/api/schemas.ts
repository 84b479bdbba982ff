// The shapes of the HTTP API; the same schemas validate, type and document it.
import Type from 'typebox'
import { LEDGER_KINDS } from '../ledger/ledger.table.ts'

const closed = { additionalProperties: false }

export const PhoneNumber = Type.String({
  minLength: 5,
  maxLength: 32,
  description: 'Digits with country code; spaces, dashes and a leading plus are ignored',
  examples: ['6281234567890'],
})

export const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
})

export const Info = Type.Object({
  url: Type.String(),
  wsUrl: Type.String(),
  rootKey: Type.String({ description: 'Hex of the Noise root public key' }),
})

export const DeviceView = Type.Object({
  device: Type.Integer(),
  jid: Type.String(),
  lid: Type.String(),
  online: Type.Boolean(),
  platform: Type.String(),
  linkedAt: Type.String({ format: 'date-time' }),
  queued: Type.Integer({ description: 'Stanzas that wait for a receipt or ack' }),
})

export const PhoneView = Type.Object({
  phone: Type.String(),
  name: Type.String(),
  lid: Type.String(),
  devices: Type.Array(DeviceView),
})

export const PhoneParams = Type.Object({ phone: PhoneNumber })
export const DeviceParams = Type.Object({
  phone: PhoneNumber,
  device: Type.String({ pattern: '^\\d{1,4}$' }),
})
export const NewPhone = Type.Object(
  { phone: PhoneNumber, name: Type.String({ minLength: 1, maxLength: 100 }) },
  closed,
)

export const Scan = Type.Object({ qr: Type.String({ minLength: 1, maxLength: 2000 }) }, closed)
export const LinkCode = Type.Object(
  { code: Type.String({ minLength: 8, maxLength: 20, description: 'Dashes and spaces are ignored' }) },
  closed,
)
export const Linked = Type.Object({ device: Type.Integer(), jid: Type.String(), lid: Type.String() })

export const NewMessage = Type.Object(
  {
    to: PhoneNumber,
    text: Type.String({ minLength: 1, maxLength: 65_536 }),
    addressing: Type.Optional(Type.Union([Type.Literal('lid'), Type.Literal('pn')], { default: 'lid' })),
    id: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$', description: 'Forces the message id' }),
    ),
  },
  closed,
)
export const MessageId = Type.Object({ id: Type.String() })
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
export const MessageView = Type.Object({
  id: Type.String(),
  direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
  peer: Type.String(),
  kind: Type.String({ description: 'text, or the name of another kind of message' }),
  text: Type.String(),
  status: Type.String({ description: 'out: sent, delivered, read; in: received, read' }),
  at: Type.String({ format: 'date-time' }),
})

export const ChatView = Type.Object({
  peer: Type.String(),
  name: Type.String({ description: 'Empty when the peer is no phone here' }),
  unread: Type.Integer(),
  newest: MessageView,
})

export const Read = Type.Object({ peer: PhoneNumber }, closed)
export const ReadCount = Type.Object({ read: Type.Integer() })

export const NewQr = Type.Object(
  {
    qr: Type.String({ minLength: 1, maxLength: 2000 }),
    label: Type.String({ minLength: 1, maxLength: 100 }),
  },
  closed,
)
export const QrView = Type.Object({
  id: Type.String(),
  qr: Type.String(),
  label: Type.String(),
  at: Type.String({ format: 'date-time' }),
})

export const LedgerQueryString = Type.Object(
  {
    after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: 'A seq, exclusive' })),
    limit: Type.Optional(Type.String({ pattern: '^\\d{1,5}$', description: 'At most 10000, default 1000' })),
    kind: Type.Optional(Type.Union(LEDGER_KINDS.map((kind) => Type.Literal(kind)))),
    phone: Type.Optional(PhoneNumber),
  },
  closed,
)
export const LedgerEntry = Type.Object(
  { seq: Type.Integer(), at: Type.String({ format: 'date-time' }), kind: Type.String() },
  { additionalProperties: true },
)
export const SummaryQuery = Type.Object({ phone: Type.Optional(PhoneNumber) }, closed)
