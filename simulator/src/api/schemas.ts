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
  mediaHost: Type.String({ description: 'name:port of the media server' }),
  caFile: Type.String({ description: 'PEM file of the authority that vouches for the media server' }),
})

const OwnLid = Type.Union([Type.String(), Type.Null()], {
  description: 'The private id; null as long as the number has none',
})

export const DeviceView = Type.Object({
  device: Type.Integer(),
  jid: Type.String(),
  lid: OwnLid,
  online: Type.Boolean(),
  platform: Type.String(),
  linkedAt: Type.String({ format: 'date-time' }),
  queued: Type.Integer({ description: 'Stanzas that wait for a receipt or ack' }),
})

export const PhoneView = Type.Object({
  phone: Type.String(),
  name: Type.String(),
  lid: OwnLid,
  devices: Type.Array(DeviceView),
})

export const PhoneParams = Type.Object({ phone: PhoneNumber })
export const DeviceParams = Type.Object({
  phone: PhoneNumber,
  device: Type.String({ pattern: '^\\d{1,4}$' }),
})
export const NewPhone = Type.Object(
  {
    phone: PhoneNumber,
    name: Type.String({ minLength: 1, maxLength: 20_000 }),
    lid: Type.Optional(
      Type.Boolean({
        default: true,
        description: 'false: without private id until POST …/lid; only for new phones',
      }),
    ),
  },
  closed,
)

export const Scan = Type.Object({ qr: Type.String({ minLength: 1, maxLength: 2000 }) }, closed)
export const LinkCode = Type.Object(
  { code: Type.String({ minLength: 8, maxLength: 20, description: 'Dashes and spaces are ignored' }) },
  closed,
)
export const GiveLid = Type.Object(
  {
    tell: Type.Optional(
      Type.Array(PhoneNumber, { description: 'Phones that send their linked devices the new mapping' }),
    ),
  },
  closed,
)
export const Linked = Type.Object({ device: Type.Integer(), jid: Type.String(), lid: OwnLid })

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
