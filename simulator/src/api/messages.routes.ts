// HTTP: what virtual phones write, receive and read.
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import Type from 'typebox'
import { proto } from '@whiskeysockets/baileys'
import type { Addressing } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import { isGroupJid } from '../groups/groups.table.ts'
import type { Group } from '../groups/groups.table.ts'
import { phoneWritesToGroup } from '../groups/phone-writes-group.ts'
import { compose } from '../messaging/compose.ts'
import type { Quoted } from '../messaging/compose.ts'
import { phoneReads, phoneReadsGroup } from '../messaging/phone-reads.ts'
import { phoneWrites } from '../messaging/phone-writes.ts'
import { jidOf } from '../messaging/receipts-out.ts'
import type { Network } from '../network.ts'
import { compositionOf } from './composition.ts'
import { newMessageId } from './message-ids.ts'
import {
  ChatView,
  MessageId,
  MessageQuery,
  MessageView,
  NewMessage,
  Read,
  ReadCount,
} from './message-schemas.ts'
import { messageView } from './message-view.ts'
import { Problem } from './problems.ts'
import { PhoneParams, ProblemBody } from './schemas.ts'
import { groupOfMember, numberOf, peerOf, phoneOf } from './views.ts'

/** A file of 100 MB as base64 in JSON. */
const MAX_BODY_BYTES = 140 * 1024 * 1024

/** What is answered, as `from` knows it. */
const quotedBy = (
  network: Network,
  from: Phone,
  to: Phone | Group,
  id: string,
  addressing: Addressing,
): Quoted => {
  const [message] = [
    ...network.chats.find(from.phone, id, 'in'),
    ...network.chats.find(from.phone, id, 'out'),
  ]
  if (message?.peer !== ('phone' in to ? to.phone : to.id)) throw new Problem('quoted_not_found')
  const writer = network.phones.find(network.groups.authorOf(message.peer, id) ?? message.peer)
  const author = jidOf(message.direction === 'out' || !writer ? from : writer, addressing)
  return { id, author, message: proto.Message.decode(message.content) }
}

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
        ...(peer !== undefined && { peer: peerOf(peer) }),
        ...(last !== undefined && { last: Number(last) }),
      }
      return network.chats.list(phone, filter).map((message) => messageView(network, message))
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
        const name = network.phones.find(peer)?.name ?? network.groups.find(peer)?.subject ?? ''
        return { peer, name, unread, newest: messageView(network, newest) }
      }),
  )

  app.post<{ Params: Static<typeof PhoneParams>; Body: Static<typeof NewMessage> }>(
    '/api/phones/:phone/messages',
    {
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        summary: 'The phone writes to another number',
        params: PhoneParams,
        body: NewMessage,
        response: { 201: MessageId, '4xx': ProblemBody },
      },
    },
    async ({ params, body }, reply) => {
      const from = phoneOf(network, params.phone)
      const group = isGroupJid(body.to) ? groupOfMember(network, body.to, from) : undefined
      const to = group ? from : network.phones.find(numberOf(body.to))
      if (!to) throw new Problem('not_on_whatsapp')
      if (!group && to.phone === from.phone) throw new Problem('same_phone')
      const { text, addressing = 'lid', id = newMessageId() } = body
      if ((text === undefined) === (body.content === undefined)) throw new Problem('nothing_to_send')
      const composition = body.content
        ? compositionOf(body.content)
        : { kind: 'text' as const, text: text ?? '' }
      const quoted =
        body.quoted === undefined ? undefined : quotedBy(network, from, group ?? to, body.quoted, addressing)
      const content = await compose(network, composition, {
        by: from.phone,
        to: group?.id ?? to.phone,
        quoted,
      })
      const isNew = group
        ? await phoneWritesToGroup(network, { from, group, content, id })
        : await phoneWrites(network, { from, to, content, addressing, id })
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
      const read = isGroupJid(body.peer)
        ? phoneReadsGroup(network, reader, groupOfMember(network, body.peer, reader))
        : phoneReads(network, reader, phoneOf(network, body.peer))
      await network.db.committed()
      return { read }
    },
  )
}
