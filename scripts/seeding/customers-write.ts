// Lets the demo customers and the shop have their conversations, message by message, through the front doors.
import { randomUUID } from 'node:crypto'
import type { ConversationView } from '../../contracts/inbox/conversation.views.ts'
import type { ConversationsPage } from '../../contracts/web-api/inbox.ts'
import { customers, demoShop, type Customer } from './demo-conversations.ts'
import type { Account } from './gateway-account.ts'
import { call, until } from './http.ts'

/** Plays the conversations of all customers who have not written yet. */
export async function haveConversations(account: Account, simulator: string): Promise<void> {
  for (const customer of customers) {
    await call('POST', `${simulator}/api/phones`, { phone: customer.phone, name: customer.name })
    const { answer: earlier } = await call<unknown[]>(
      'GET',
      `${simulator}/api/phones/${customer.phone}/messages`,
    )
    if (earlier.length === 0) await converse(account, simulator, customer)
  }
}

async function converse(account: Account, simulator: string, customer: Customer): Promise<void> {
  let last: ConversationView | null = null
  for (const [author, text] of customer.lines) {
    if (author === 'customer') {
      await call('POST', `${simulator}/api/phones/${customer.phone}/messages`, { to: demoShop.phone, text })
      last = await until('the message is in the inbox', 30, () => conversationShowing(account, text))
    } else if (last) {
      await account.post(`/app/conversations/${last.id}/read`, { upToSequence: last.lastSequence })
      await account.post(
        `/app/conversations/${last.id}/messages`,
        { text },
        { 'idempotency-key': randomUUID() },
      )
      await until('the customer has the answer', 30, () => arrived(simulator, customer.phone, text))
    }
  }
}

async function conversationShowing(account: Account, text: string): Promise<ConversationView | null> {
  const { conversations } = await account.get<ConversationsPage>('/app/conversations?limit=20')
  return conversations.find((conversation) => conversation.preview.text === text) ?? null
}

async function arrived(simulator: string, phone: string, text: string): Promise<true | null> {
  const { answer } = await call<{ direction: string; text: string }[]>(
    'GET',
    `${simulator}/api/phones/${phone}/messages`,
  )
  return answer.some((message) => message.direction === 'in' && message.text === text) || null
}
