// HTTP: a phone reacts to a message, votes in a poll, edits its own, deletes its own for everyone.
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { phoneWritesToGroup } from '../groups/phone-writes-group.ts'
import type { ChatMessage } from '../messaging/chat-messages.table.ts'
import { composeEdit, composeReaction, composeRevoke, isEditable } from '../messaging/compose-change.ts'
import { composeVote, pollOf } from '../messaging/compose-vote.ts'
import { phoneWrites } from '../messaging/phone-writes.ts'
import { jidOf } from '../messaging/receipts-out.ts'
import type { Network } from '../network.ts'
import { newMessageId } from './message-ids.ts'
import { MessageId, MessageParams, NewReaction, NewText, NewVote } from './message-schemas.ts'
import { Problem } from './problems.ts'
import { ProblemBody } from './schemas.ts'
import { phoneOf } from './views.ts'

export const changeRoutes = (app: FastifyInstance, network: Network): void => {
  /** Sends what `compose` makes of the message the address names. */
  const change = async (
    { phone, id }: Static<typeof MessageParams>,
    compose: (message: ChatMessage, chat: string, author: string | undefined, own: string) => Uint8Array,
  ): Promise<{ id: string }> => {
    const from = phoneOf(network, phone)
    const [message] = [
      ...network.chats.find(from.phone, id, 'out'),
      ...network.chats.find(from.phone, id, 'in'),
    ]
    const to = message && network.phones.find(message.peer)
    const group = network.groups.find(message?.peer)
    if (!message || !(to ?? group)) throw new Problem('message_not_found')
    const { addressing } = message
    const changeId = newMessageId()
    const own = jidOf(from, addressing)
    if (group) {
      const author = network.phones.find(network.groups.authorOf(group.id, id) ?? from.phone) ?? from
      const content = compose(message, group.id, jidOf(author, addressing), own)
      await phoneWritesToGroup(network, { from, group, content, id: changeId })
    } else if (to) {
      const content = compose(message, jidOf(to, addressing), undefined, own)
      await phoneWrites(network, { from, to, content, addressing, id: changeId })
    }
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
      const made = await change(params, (message, chat, author) =>
        composeReaction({ message, chat, author }, body.emoji, network.now()),
      )
      return reply.code(201).send(made)
    },
  )

  app.post<{ Params: Static<typeof MessageParams>; Body: Static<typeof NewVote> }>(
    '/api/phones/:phone/messages/:id/votes',
    {
      schema: {
        summary: 'The phone votes in a poll, or takes its vote back',
        params: MessageParams,
        body: NewVote,
        response: { 201: MessageId, '4xx': ProblemBody },
      },
    },
    async ({ params, body: { options } }, reply) => {
      const made = await change(params, (message, chat, author, own) => {
        const poll = pollOf(message.content)
        if (!poll || options.some((option) => !poll.options.includes(option)))
          throw new Problem('not_in_poll')
        const creator = message.direction === 'out' ? own : (author ?? chat)
        const vote = { creator, voter: own, options, at: network.now() }
        return composeVote({ message, chat, author }, poll.secret, vote)
      })
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
      const made = await change(params, (message, chat, author) => {
        mine(message)
        if (!isEditable(message)) throw new Problem('not_editable')
        return composeEdit({ message, chat, author }, body.text, network.now())
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
      change(params, (message, chat, author) => {
        mine(message)
        return composeRevoke({ message, chat, author })
      }),
  )
}
