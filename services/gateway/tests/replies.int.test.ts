// Proves that staff answer a customer once, from the conversation's own number.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { ReplyAccepted } from '@indoshopster/contracts/web-api/inbox'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserOf, knownConversation, startHouse, type House, linkedSession } from './house.ts'
import { listen } from './live-listener.ts'
import { eventually, openShop, problem, type Shop } from './shop.ts'

let house: House
let url: string
let shop: Shop
let conversation: ConversationView

beforeAll(async () => {
  house = await startHouse()
  shop = await openShop(house)
  conversation = knownConversation(shop.tenant.sessions[0]?.id ?? '')
  shop.tenant.conversations = [conversation]
  ;({ url } = await house.startGateway())
})
afterAll(() => house[Symbol.asyncDispose]())

const reply = (text: string, key: string | null = uuidv7(), id = conversation.id, by = shop.tenant) =>
  fetch(`${url}/app/conversations/${id}/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...browserOf(by),
      ...(key === null ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify({ text }),
  })

describe('reply', () => {
  it('is in the log when it is answered, and told live', async () => {
    const listener = await listen(url, shop.tenant)
    const response = await reply('Siap, kak!')
    expect(response.status).toBe(202)
    // Answers are what the contract says.
    const { message, sequence } = (await response.json()) as ReplyAccepted
    expect(message).toMatchObject({
      conversationId: conversation.id,
      sessionId: conversation.sessionId,
      direction: 'outgoing',
      content: { kind: 'text', text: 'Siap, kak!' },
      status: 'accepted',
      author: shop.tenant.account.id,
      sequence,
    })
    const stored = (await shop.accepted()).at(-1)
    expect(stored).toMatchObject({
      sequence,
      time: message.at,
      data: {
        messageId: message.id,
        chatId: conversation.id,
        origin: { kind: 'agent', accountId: shop.tenant.account.id },
        sealed: { phone: null, content: { kind: 'text', text: 'Siap, kak!' } },
      },
    })
    await eventually(() => listener.heard.some(({ id }) => id === sequence))
    const frame = listener.heard.find(({ id }) => id === sequence)?.frame
    expect(frame).toEqual({ type: 'message', sequence, message })
    listener.close()
  })

  it('is sent once for each Idempotency-Key, and never another text', async () => {
    const key = uuidv7()
    const before = (await shop.accepted()).length
    const answers = await Promise.all(Array.from({ length: 20 }, () => reply('sekali saja', key)))
    const bodies = await Promise.all(answers.map((response) => response.json()))
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1)
    expect((await shop.accepted()).length).toBe(before + 1)
    expect(await problem(await reply('lain', key))).toMatchObject({
      code: 'idempotency_key_reused',
      status: 422,
    })
  })

  it('is sent once for a key that two colleagues use, and for each workspace by itself', async () => {
    const key = uuidv7()
    const before = (await shop.accepted()).length
    const colleague = house.addTenant('agent', shop.tenant)
    const first = await reply('sekali lagi', key)
    const second = await reply('sekali lagi', key, conversation.id, colleague)
    expect([first.status, second.status]).toEqual([202, 202])
    // Answers are what the contract says.
    const { message } = (await first.json()) as ReplyAccepted
    expect(message.author).toBe(shop.tenant.account.id)
    expect(await second.json()).toMatchObject({ message })
    expect((await shop.accepted()).length).toBe(before + 1)
    expect(await problem(await reply('lain', key, conversation.id, colleague))).toMatchObject({
      code: 'idempotency_key_reused',
    })

    const other = await openShop(house)
    const theirs = knownConversation(other.tenant.sessions[0]?.id ?? '')
    other.tenant.conversations = [theirs]
    const third = await reply('sekali lagi', key, theirs.id, other.tenant)
    expect(third.status).toBe(202)
    // Answers are what the contract says.
    const { message: own } = (await third.json()) as ReplyAccepted
    expect(own).toMatchObject({ conversationId: theirs.id, author: other.tenant.account.id })
    expect(own.id).not.toBe(message.id)
    expect(await other.accepted()).toHaveLength(1)
  })

  it('needs a UUID as Idempotency-Key', async () => {
    expect(await problem(await reply('x', null))).toMatchObject({
      code: 'idempotency_key_required',
      status: 400,
    })
    expect(await problem(await reply('x', 'abc'))).toMatchObject({
      code: 'idempotency_key_invalid',
      status: 400,
    })
  })

  it('needs a text that can be seen and sent', async () => {
    for (const text of ['', ' \n ', 'a\0b', '\ud800', '\u200b\u200d']) {
      expect(await problem(await reply(text))).toMatchObject({ code: 'text_invalid', status: 422 })
    }
    const long = await reply('x'.repeat(4097))
    expect(await problem(long)).toMatchObject({ code: 'request_invalid', status: 400 })
  })

  it('answers the same for an unknown conversation and for one of another workspace', async () => {
    const other = await openShop(house)
    other.tenant.conversations = [{ ...conversation, id: uuidv7() }]
    for (const id of [uuidv7(), other.tenant.conversations[0]?.id]) {
      const told = await problem(await reply('x', uuidv7(), id))
      expect(told).toMatchObject({ code: 'conversation_not_found', status: 404 })
    }
  })

  it('is refused while the number is not linked', async () => {
    shop.tenant.sessions = [
      linkedSession('628120000001', { id: conversation.sessionId, state: 'logged_out' }),
    ]
    const { workspace } = shop.tenant.account
    house.signal(`live.${workspace}.session`, {
      sessionId: conversation.sessionId,
      session: shop.tenant.sessions[0],
    })
    await eventually(async () => (await reply('x')).status === 409)
    expect(await problem(await reply('x'))).toMatchObject({ code: 'session_unavailable' })
  })
})
