// HTTP: what else happens to a phone: typing, status posts, a reinstallation.
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { reinstall } from '../accounts/reinstall.ts'
import { isGroupJid } from '../groups/groups.table.ts'
import type { Network } from '../network.ts'
import { phoneTypes } from '../status/noise.ts'
import { phonePostsStatus } from '../status/phone-posts-status.ts'
import { PhoneNumber, PhoneParams, ProblemBody } from './schemas.ts'
import { groupOfMember, phoneOf } from './views.ts'

const closed = { additionalProperties: false }
const Typing = Type.Object(
  {
    to: PhoneNumber,
    typing: Type.Boolean(),
    addressing: Type.Optional(Type.Union([Type.Literal('lid'), Type.Literal('pn')], { default: 'lid' })),
  },
  closed,
)
const Status = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 65_536 }),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000, default: 1 })),
    to: Type.Optional(
      Type.Array(PhoneNumber, { description: 'Whose devices get it; all phones when left out' }),
    ),
  },
  closed,
)
const Reached = Type.Object({ devices: Type.Integer({ description: 'Linked devices that are told' }) })

export const lifeRoutes = (app: FastifyInstance, network: Network): void => {
  app.post<{ Params: Static<typeof PhoneParams>; Body: Static<typeof Typing> }>(
    '/api/phones/:phone/typing',
    {
      schema: {
        summary: 'The phone starts or stops typing to a number or in a group',
        params: PhoneParams,
        body: Typing,
        response: { 200: Reached, '4xx': ProblemBody },
      },
    },
    ({ params, body }) => {
      const from = phoneOf(network, params.phone)
      const to = isGroupJid(body.to) ? groupOfMember(network, body.to, from) : phoneOf(network, body.to)
      return { devices: phoneTypes(network, from, to, body.typing, body.addressing ?? 'lid') }
    },
  )

  app.post<{ Params: Static<typeof PhoneParams>; Body: Static<typeof Status> }>(
    '/api/phones/:phone/status',
    {
      schema: {
        summary: 'The phone posts statuses',
        params: PhoneParams,
        body: Status,
        response: { 201: Type.Object({ ids: Type.Array(Type.String()) }), '4xx': ProblemBody },
      },
    },
    async ({ params, body }, reply) => {
      const from = phoneOf(network, params.phone)
      const written = body.to?.map((each) => phoneOf(network, each)) ?? network.phones.all()
      const to = written.map(({ phone }) => phone)
      const ids = await phonePostsStatus(network, from, body.text, body.count ?? 1, to)
      await network.db.committed()
      return reply.code(201).send({ ids })
    },
  )

  app.post<{ Params: Static<typeof PhoneParams> }>(
    '/api/phones/:phone/reinstall',
    {
      schema: {
        summary: 'The owner reinstalls WhatsApp: new identity, linked devices gone',
        params: PhoneParams,
        response: { 200: Reached, '4xx': ProblemBody },
      },
    },
    async ({ params }) => {
      const devices = reinstall(network, phoneOf(network, params.phone))
      await network.db.committed()
      return { devices }
    },
  )
}
