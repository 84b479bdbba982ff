// Proves that passing signals reach every colleague at every gateway, and that erased words are told to nobody again.
import type { NewConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import type { NewMessageEvent } from '@indoshopster/contracts/session/message.events'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserOf, knownConversation, linkedSession, startHouse, type House, type Tenant } from './house.ts'
import { listen, type Listener } from './live-listener.ts'
import { eventually, problem } from './shop.ts'

let house: House
let urls: string[]
let tenant: Tenant
const session = linkedSession('628120000001')
const conversation = knownConversation(session.id)
const { id: conversationId, sessionId, contactId } = conversation

beforeAll(async () => {
  house = await startHouse()
  tenant = house.addTenant('agent')
  tenant.conversations = [conversation]
  urls = [(await house.startGateway()).url, (await house.startGateway()).url]
})
afterAll(() => house[Symbol.asyncDispose]())

const say = (state: string, of: Tenant = tenant, id = conversationId) =>
  fetch(`${urls[0]}/app/conversations/${id}/presence`, {
    method: 'POST',
    headers: { ...browserOf(of), 'content-type': 'application/json' },
    body: JSON.stringify({ state }),
  })
const framesOf = (listener: Listener, type: string) =>
  listener.heard.map(({ frame }) => frame).filter((frame) => frame.type === type)
const ready = (listener: Listener) => eventually(() => listener.heard.length > 0)

describe('presence', () => {
  it('reaches colleagues at every gateway, and nobody of another workspace', async () => {
    const stranger = house.addTenant()
    const [here, there] = [await listen(urls[0] ?? '', tenant), await listen(urls[1] ?? '', tenant)]
    const away = await listen(urls[1] ?? '', stranger)
    await Promise.all([here, there, away].map(ready))
    expect((await say('typing')).status).toBe(204)
    const frame = {
      type: 'presence',
      sequence: 0,
      conversationId,
      accountId: tenant.account.id,
      state: 'typing',
    }
    for (const listener of [here, there]) {
      await eventually(() => framesOf(listener, 'presence').length === 1)
      expect(framesOf(listener, 'presence')).toEqual([frame])
    }
    expect(framesOf(away, 'presence')).toEqual([])
    for (const listener of [here, there, away]) listener.close()
  })

  it('is told of nothing that is not there, or not here', async () => {
    const stranger = house.addTenant()
    for (const answer of [await say('viewing', stranger), await say('viewing', tenant, uuidv7())]) {
      expect(await problem(answer)).toMatchObject({ code: 'conversation_not_found', status: 404 })
    }
    expect((await say('dancing')).status).toBe(400)
  })
})

describe('the customer typing', () => {
  it('is passed on, and nonsense is not', async () => {
    const listener = await listen(urls[0] ?? '', tenant)
    await ready(listener)
    const subject = `live.${tenant.account.workspace}.customer_typing`
    house.signal(subject, { conversationId: 'x' })
    house.signal(subject, { conversationId, typing: true })
    await eventually(() => framesOf(listener, 'customer_typing').length === 1)
    expect(framesOf(listener, 'customer_typing')).toEqual([
      { type: 'customer_typing', sequence: 0, conversationId, typing: true },
    ])
    listener.close()
  })
})

const append = async (event: NewConversationEvent) => {
  const place = { owner: 'inbox', lane: 'conversation', entity: conversationId }
  return (await house.log.append(tenant.account.workspace, place, event)).sequence
}

describe('what colleagues do', () => {
  it('is a line of the thread, with the number of its conversation', async () => {
    const listener = await listen(urls[0] ?? '', tenant)
    await ready(listener)
    const by = tenant.account.id
    const sequence = await append({ type: 'inbox.conversation_resolved.v1', data: { conversationId, by } })
    await eventually(() => framesOf(listener, 'message').length === 1)
    expect(listener.heard.slice(1)).toMatchObject([
      { id: null, frame: { type: 'conversation', conversationId, sequence } },
      {
        id: sequence,
        frame: {
          message: { sessionId, direction: 'internal', content: { kind: 'activity', what: 'resolved' } },
        },
      },
    ])
    listener.close()
  })
})

/** The customer writes in a chat. */
async function says(text: string, chat: { readonly chatId: string; readonly chatKind?: 'group' }) {
  const message: NewMessageEvent = {
    type: 'session.message_received.v1',
    data: {
      sessionId,
      ...chat,
      messageId: uuidv7(),
      contactId,
      direction: 'incoming',
      sentAt: new Date().toISOString(),
      recovered: false,
    },
    sealed: { content: { kind: 'text', text }, correspondent: { phone: '628123', name: 'Budi' } },
    person: `contact:${contactId}`,
  }
  const place = { owner: 'session', lane: sessionId, entity: chat.chatId }
  await house.log.append(tenant.account.workspace, place, message)
}

describe('erasure', () => {
  it('takes the words out of what a browser that comes back is told', async () => {
    const from = await house.log.lastSequence()
    await says('canary-words', { chatId: conversationId })
    const before = await listen(urls[0] ?? '', tenant, from)
    await eventually(() => framesOf(before, 'message').length === 1)
    expect(JSON.stringify(before.heard)).toContain('canary-words')
    before.close()

    const by = tenant.account.id
    await append({ type: 'inbox.contact_erased.v1', data: { conversationId, by, sessionId, contactId } })
    await eventually(async () => {
      const after = await listen(urls[0] ?? '', tenant, from)
      await eventually(() => after.heard.length > 1)
      after.close()
      return framesOf(after, 'conversation_gone').length === 1 && framesOf(after, 'message').length === 0
    })
  })

  it('makes a browser that comes back read everything again where a member of a group was told', async () => {
    const from = await house.log.lastSequence()
    const group = uuidv7()
    await says('canary-in-group', { chatId: group, chatKind: 'group' })
    const by = tenant.account.id
    await append({ type: 'inbox.contact_erased.v1', data: { conversationId, by, sessionId, contactId } })
    await eventually(async () => {
      const after = await listen(urls[0] ?? '', tenant, from)
      await eventually(() => framesOf(after, 'contact_gone').length > 0)
      after.close()
      return (
        framesOf(after, 'reload').length === 1 && !JSON.stringify(after.heard).includes('canary-in-group')
      )
    })
  })
})
