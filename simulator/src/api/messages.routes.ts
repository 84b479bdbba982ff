// HTTP: what virtual phones write, receive and read.
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import Type from 'typebox'
import { phoneReads } from '../messaging/phone-reads.ts'
import { phoneWrites } from '../messaging/phone-writes.ts'
import type { Network } from '../network.ts'
import { Problem } from './problems.ts'
import {
  ChatView,
  MessageId,
  MessageQuery,
  MessageView,
  NewMessage,
  PhoneParams,
  ProblemBody,
  Read,
  ReadCount,
} from './schemas.ts'
import { messageView, numberOf, phoneOf } from './views.ts'

/** The shape of the ids that phones make. */
const newMessageId = (): string => `3A${randomBytes(9).toString('hex').toUpperCase()}`

export const messageRoutes = (app: FastifyInstance, network: Network): void => {
  app.get<{ Params: Static<typeof PhoneParams>; Querystring: Static<typeof MessageQuery> }>(
    '/api/phones/:phone/messages',
    {
      schema: {
        summary: 'What the phone sent and received, oldest first',
        params: PhoneParams,
        querystring: MessageQuery,
        response: { 200: Type.Array(MessageView), '4xx': ProblemBody },
      },
    },
    ({ params, query }) => {
      const { phone } = phoneOf(network, params.phone)
      const { after, peer, last } = query
      const filter = {
        ...(after !== undefined && { after }),
        ...(peer !== undefined && { peer: numberOf(peer) }),
        ...(last !== undefined && { last: Number(last) }),
      }
      return network.chats.list(phone, filter).map(messageView)
    },
  )

  app.get<{ Params: Static<typeof PhoneParams> }>(
    '/api/phones/:phone/chats',
    {
      schema: {
        summary: "The phone's chats, the newest first",
        params: PhoneParams,
        response: { 200: Type.Array(ChatView), '4xx': ProblemBody },
      },
    },
    ({ params }) =>
      network.chats.chats(phoneOf(network, params.phone).phone).map(({ peer, unread, newest }) => {
        const name = network.phones.find(peer)?.name ?? ''
        return { peer, name, unread, newest: messageView(newest) }
      }),
  )

  app.post<{ Params: Static<typeof PhoneParams>; Body: Static<typeof NewMessage> }>(
    '/api/phones/:phone/messages',
    {
      schema: {
        summary: 'The phone writes to another number',
        params: PhoneParams,
        body: NewMessage,
        response: { 201: MessageId, '4xx': ProblemBody },
      },
    },
    async ({ params, body }, reply) => {
      const from = phoneOf(network, params.phone)
      const to = network.phones.find(numberOf(body.to))
      if (!to) throw new Problem('not_on_whatsapp')
      if (to.phone === from.phone) throw new Problem('same_phone')
      const { text, addressing = 'lid', id = newMessageId() } = body
      const isNew = await phoneWrites(network, { from, to, text, addressing, id })
      if (!isNew) throw new Problem('message_id_used')
      await network.db.committed()
      return reply.code(201).send({ id })
    },
  )

  app.post<{ Params: Static<typeof PhoneParams>; Body: Static<typeof Read> }>(
    '/api/phones/:phone/read',
    {
      schema: {
        summary: 'The phone opens the chat with a peer: read receipts go out',
        params: PhoneParams,
        body: Read,
        response: { 200: ReadCount, '4xx': ProblemBody },
      },
    },
    async ({ params, body }) => {
      const reader = phoneOf(network, params.phone)
      const read = phoneReads(network, reader, phoneOf(network, body.peer))
      await network.db.committed()
      return { read }
    },
  )
}
