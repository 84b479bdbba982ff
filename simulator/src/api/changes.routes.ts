// HTTP: a phone reacts to a message, edits its own, deletes its own for everyone.
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import type { ChatMessage } from '../messaging/chat-messages.table.ts'
import { composeEdit, composeReaction, composeRevoke, isEditable } from '../messaging/compose-change.ts'
import { phoneWrites } from '../messaging/phone-writes.ts'
import { jidOf } from '../messaging/receipts-out.ts'
import type { Network } from '../network.ts'
import { newMessageId } from './message-ids.ts'
import { MessageId, MessageParams, NewReaction, NewText } from './message-schemas.ts'
import { Problem } from './problems.ts'
import { ProblemBody } from './schemas.ts'
import { phoneOf } from './views.ts'

export const changeRoutes = (app: FastifyInstance, network: Network): void => {
  /** Sends what `compose` makes of the message the address names. */
  const change = async (
    { phone, id }: Static<typeof MessageParams>,
    compose: (message: ChatMessage, chat: string) => Uint8Array,
  ): Promise<{ id: string }> => {
    const from = phoneOf(network, phone)
    const [message] = [
      ...network.chats.find(from.phone, id, 'out'),
      ...network.chats.find(from.phone, id, 'in'),
    ]
    const to = message && network.phones.find(message.peer)
    if (!message || !to) throw new Problem('message_not_found')
    const { addressing } = message
    const content = compose(message, jidOf(to, addressing))
    const changeId = newMessageId()
    await phoneWrites(network, { from, to, content, addressing, id: changeId })
    await network.db.committed()
    return { id: changeId }
  }
  const mine = (message: ChatMessage): void => {
    if (message.direction !== 'out' || network.changes.of(message).revoked) throw new Problem('not_yours')
  }

  app.post<{ Params: Static<typeof MessageParams>; Body: Static<typeof NewReaction> }>(
    '/api/phones/:phone/messages/:id/reactions',
    {
      schema: {
        summary: 'The phone reacts to a message, or takes its reaction back',
        params: MessageParams,
        body: NewReaction,
        response: { 201: MessageId, '4xx': ProblemBody },
      },
    },
    async ({ params, body }, reply) => {
      const made = await change(params, (message, chat) =>
        composeReaction(message, chat, body.emoji, network.now()),
      )
      return reply.code(201).send(made)
    },
  )

  app.post<{ Params: Static<typeof MessageParams>; Body: Static<typeof NewText> }>(
    '/api/phones/:phone/messages/:id/edit',
    {
      schema: {
        summary: 'The phone edits a text or caption it wrote',
        params: MessageParams,
        body: NewText,
        response: { 201: MessageId, '4xx': ProblemBody },
      },
    },
    async ({ params, body }, reply) => {
      const made = await change(params, (message, chat) => {
        mine(message)
        if (!isEditable(message)) throw new Problem('not_editable')
        return composeEdit(message, chat, body.text, network.now())
      })
      return reply.code(201).send(made)
    },
  )

  app.delete<{ Params: Static<typeof MessageParams> }>(
    '/api/phones/:phone/messages/:id',
    {
      schema: {
        summary: 'The phone deletes what it wrote, for everyone',
        params: MessageParams,
        response: { 200: MessageId, '4xx': ProblemBody },
      },
    },
    async ({ params }) =>
      change(params, (message, chat) => {
        mine(message)
        return composeRevoke(message, chat)
      }),
  )
}
