// Lets the demo customers and the shop have their conversations, message by message, through the front doors.
import { randomUUID } from 'node:crypto'
import type { ConversationView } from '../../contracts/inbox/conversation.views.ts'
import type { ConversationsPage } from '../../contracts/web-api/inbox.ts'
import { customers, demoShop, type Customer } from './demo-conversations.ts'
import type { Account } from './gateway-account.ts'
import { call, until } from './http.ts'

/** Plays the conversations of all customers, going on where an earlier seeding stopped. */
export async function haveConversations(account: Account, simulator: string): Promise<void> {
  for (const customer of customers) {
    await call('POST', `${simulator}/api/phones`, { phone: customer.phone, name: customer.name })
    await converse(account, simulator, customer)
  }
}

async function converse(account: Account, simulator: string, customer: Customer): Promise<void> {
  for (const [author, text] of customer.lines) {
    const known = await phoneShows(simulator, customer.phone, text)
    if (author === 'customer') {
      if (!known)
        await call('POST', `${simulator}/api/phones/${customer.phone}/messages`, { to: demoShop.phone, text })
    } else if (!known) {
      await answer(account, simulator, customer, text)
    }
  }
  const last = customer.lines.at(-1)
  if (last) await until('the conversation is in the inbox', 30, () => conversationShowing(account, last[1]))
}

/** The shop reads what the customer wrote last, and answers. */
async function answer(account: Account, simulator: string, customer: Customer, text: string): Promise<void> {
  const before = customer.lines[customer.lines.findIndex((line) => line[1] === text) - 1]?.[1] ?? ''
  const { id, lastSequence } = await until('the message is in the inbox', 30, () =>
    conversationShowing(account, before),
  )
  await account.post(`/app/conversations/${id}/read`, { upToSequence: lastSequence })
  await account.post(`/app/conversations/${id}/messages`, { text }, { 'idempotency-key': randomUUID() })
  await until('the customer has the answer', 30, () => phoneShows(simulator, customer.phone, text))
}

async function conversationShowing(account: Account, text: string): Promise<ConversationView | null> {
  const { conversations } = await account.get<ConversationsPage>('/app/conversations?limit=20')
  return conversations.find((conversation) => conversation.preview?.text === text) ?? null
}

async function phoneShows(simulator: string, phone: string, text: string): Promise<true | null> {
  const { answer: messages } = await call<{ text: string }[]>(
    'GET',
    `${simulator}/api/phones/${phone}/messages`,
  )
  return messages.some((message) => message.text === text) || null
}
