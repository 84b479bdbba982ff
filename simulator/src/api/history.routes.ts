// HTTP: the past of a virtual phone, which devices get when they are linked.
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { makeUp } from '../history/history.model.ts'
import type { PastChat, PastMessage } from '../history/history.model.ts'
import { tellHistory } from '../history/phone-tells-history.ts'
import { compose } from '../messaging/compose.ts'
import type { Network } from '../network.ts'
import { compositionOf } from './composition.ts'
import { SimContent } from './message-schemas.ts'
import { PhoneNumber, PhoneParams, ProblemBody } from './schemas.ts'
import { numberOf, phoneOf } from './views.ts'

const MAX_BODY_BYTES = 140 * 1024 * 1024
const closed = { additionalProperties: false }
const FIRST_PEER = '6285700000000'

const Message = Type.Object(
  {
    text: Type.Optional(
      Type.String({ description: 'Without text and content: a kind that chats do not show' }),
    ),
    content: Type.Optional(SimContent),
    fromMe: Type.Boolean(),
    at: Type.String({ format: 'date-time' }),
    id: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  },
  closed,
)
const Chat = Type.Object(
  {
    phone: PhoneNumber,
    name: Type.Optional(Type.String({ maxLength: 20_000 })),
    unread: Type.Optional(Type.Integer({ minimum: 0 })),
    messages: Type.Array(Message),
  },
  closed,
)
const History = Type.Object(
  {
    chats: Type.Optional(Type.Array(Chat, { description: 'The whole past; oldest message first' })),
    generate: Type.Optional(
      Type.Object(
        {
          chats: Type.Integer({ minimum: 0, maximum: 5000 }),
          messagesPerChat: Type.Integer({ minimum: 1, maximum: 5000 }),
          from: Type.Optional(
            Type.String({
              format: 'date-time',
              description: 'When the newest message was; now when left out',
            }),
          ),
          firstPeer: Type.Optional(PhoneNumber),
          textLength: Type.Optional(
            Type.Integer({ minimum: 3, maximum: 200_000, description: 'Characters of each message' }),
          ),
        },
        closed,
      ),
    ),
    now: Type.Optional(
      Type.Boolean({ description: 'Sends it to all linked devices at once, not only to those linked later' }),
    ),
  },
  closed,
)
const Answer = Type.Object({
  chats: Type.Integer(),
  messages: Type.Integer(),
  chunks: Type.Integer({ description: 'Chunks sent now, over all devices' }),
})

/** The same message gets the same id whenever it is told. */
const idOf = (peer: string, at: string, place: number): string =>
  `OLD${createHash('sha256').update(`${peer} ${at} ${place}`).digest('hex').slice(0, 17).toUpperCase()}`

const written = async (
  network: Network,
  owner: string,
  { phone, name, unread = 0, messages }: Static<typeof Chat>,
): Promise<PastChat> => {
  const peer = numberOf(phone)
  const past: PastMessage[] = []
  for (const [place, { id, text, content, fromMe, at }] of messages.entries()) {
    const [by, to] = fromMe ? [owner, peer] : [peer, owner]
    const encoded = content && (await compose(network, compositionOf(content), { by, to }))
    past.push({
      id: id ?? idOf(peer, at, place),
      fromMe,
      at: Date.parse(at),
      ...(text !== undefined && { text }),
      ...(encoded && { encoded: Buffer.from(encoded).toString('base64') }),
    })
  }
  return { peer, unread, messages: past, ...(name !== undefined && { name }) }
}

export const historyRoutes = (app: FastifyInstance, network: Network): void => {
  app.post<{ Params: Static<typeof PhoneParams>; Body: Static<typeof History> }>(
    '/api/phones/:phone/history',
    {
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        summary: 'Gives the phone a past; devices linked from now on get it',
        params: PhoneParams,
        body: History,
        response: { 200: Answer, '4xx': ProblemBody },
      },
    },
    async ({ params, body }) => {
      const phone = phoneOf(network, params.phone)
      const { chats, generate, now } = body
      if (chats || generate) {
        const from = generate?.from === undefined ? network.now() : Date.parse(generate.from)
        const firstPeer = numberOf(generate?.firstPeer ?? FIRST_PEER)
        const made = generate ? makeUp({ ...generate, from, firstPeer }) : []
        const told: PastChat[] = []
        for (const chat of chats ?? []) told.push(await written(network, phone.phone, chat))
        network.histories.put(phone.phone, [...told, ...made])
      }
      const past = network.histories.of(phone.phone) ?? []
      let chunks = 0
      for (const device of now ? network.devices.of(phone.phone) : []) {
        chunks += await tellHistory(network, phone, device)
      }
      await network.db.committed()
      const messages = past.reduce((sum, chat) => sum + chat.messages.length, 0)
      return { chats: past.length, messages, chunks }
    },
  )
}
