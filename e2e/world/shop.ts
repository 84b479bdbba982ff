// Owns a shop in a test house: an owner signed in, a linked number, a template, an API key, customers with phones.
import type { ConversationsPage, MessagesPage } from '@indoshopster/contracts/web-api/inbox'
import type { SessionAdded } from '@indoshopster/contracts/web-api/sessions'
import type { ApiKeyIssued, TemplateCreated } from '@indoshopster/contracts/web-api/templates'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { Static } from 'typebox'
import type { House } from '../../scripts/testing/house.ts'
import { type Account, openAccount } from '../../scripts/seeding/gateway-account.ts'
import { call, Refused, until } from '../../scripts/seeding/http.ts'

export interface Shop {
  readonly account: Account
  readonly sessionId: string
  readonly phone: string
  readonly apiKey: string
  readonly templateId: number
}

/** A message as a virtual phone knows it. */
export interface PhoneMessage {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly peer: string
  readonly kind: string
  readonly text: string
  readonly status: string
}

export const owner = { email: 'owner@toko.example', password: 'rahasia-toko-1' }

/** Signs up, links a number through the simulator and waits until it is online. */
export async function openShop(house: House, phone = '6281100000001'): Promise<Shop> {
  const account = await openAccount(house.url, owner.email, owner.password)
  await makePhone(house, phone, 'Toko')
  const { id } = await account.post<SessionAdded>('/app/sessions', { name: 'CS', network: 'simulator' })
  await online(house, account, id, phone)
  const { secret } = await account.post<ApiKeyIssued>('/app/api-keys', { name: 'shop' })
  const template = await account.post<Static<typeof TemplateCreated>>('/app/templates', {
    kind: 'message',
    name: 'Order',
    body: 'Hi {{fullname}}, order {{order_id}} is on its way.',
  })
  return { account, sessionId: id, phone, apiKey: secret, templateId: template.id }
}

/** Waits until the session is online; scans its QR with the phone whenever one is shown. */
export async function online(
  house: House,
  account: Account,
  sessionId: string,
  phone: string,
): Promise<void> {
  await until('the number is online', 60, async () => {
    const session = await account.get<SessionView>(`/app/sessions/${sessionId}`).catch(notYet)
    if (session?.state === 'online') return session
    if (session?.qr) {
      await call('POST', `${house.simulatorUrl}/api/phones/${phone}/scan`, { qr: session.qr }).catch(notYet)
    }
    return null
  })
}

export const makePhone = (house: House, phone: string, name: string) =>
  call('POST', `${house.simulatorUrl}/api/phones`, { phone, name })

/** The customer writes to the shop. Answers the message's id on the wire. */
export async function customerWrites(house: House, from: string, to: string, text: string): Promise<string> {
  const url = `${house.simulatorUrl}/api/phones/${from}/messages`
  return (await call<{ id: string }>('POST', url, { to, text })).answer.id
}

export async function messagesOfPhone(house: House, phone: string): Promise<readonly PhoneMessage[]> {
  return (await call<PhoneMessage[]>('GET', `${house.simulatorUrl}/api/phones/${phone}/messages`)).answer
}

/** The partner's call. Throws `Refused` with the problem's code. */
export async function partnerSends(
  house: House,
  shop: Shop,
  to: string,
  data: Readonly<Record<string, string | number>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const body = { api_key: shop.apiKey, template_id: shop.templateId, phone_number: Number(to), data }
  return (await call<{ id: string }>('POST', `${house.url}/sendWhatsappMessage`, body, headers)).answer.id
}

/** Every message of every conversation of the shop, through the app's own paged API. */
export async function wholeInbox(account: Account): Promise<MessageView[]> {
  const messages: MessageView[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: ConversationsPage = await account.get(`/app/conversations?limit=100${after(cursor)}`)
    for (const { id } of page.conversations) messages.push(...(await wholeThread(account, id)))
    cursor = page.nextCursor
  }
  return messages
}

/** One thread, oldest first. */
export async function wholeThread(account: Account, conversationId: string): Promise<MessageView[]> {
  const messages: MessageView[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const path = `/app/conversations/${conversationId}/messages?limit=100${after(cursor)}`
    const page: MessagesPage = await account.get(path)
    messages.push(...page.messages)
    cursor = page.nextCursor
  }
  return messages.reverse()
}

const after = (cursor: string) => (cursor ? `&cursor=${encodeURIComponent(cursor)}` : '')

/** A refusal that goes away by itself: not there yet, a QR that has just changed. */
function notYet(error: unknown): null {
  if (error instanceof Refused) return null
  throw error
}
