// Proves that staff answer with files, places, contacts, quotes and reactions, each accepted once.
import { getMessage } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { Media } from '@indoshopster/contracts/session/media'
import type { ReplyAccepted } from '@indoshopster/contracts/web-api/inbox'
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshMessage } from '../src/live/message-view.model.ts'
import { browserOf, knownConversation, startHouse, type House } from './house.ts'
import { PNG } from './pictures.ts'
import { openShop, problem, type Shop } from './shop.ts'

let house: House
let url: string
let shop: Shop
let conversation: ConversationView
const known = { incoming: uuidv7(), outgoing: uuidv7(), note: uuidv7() }

beforeAll(async () => {
  house = await startHouse()
  shop = await openShop(house)
  conversation = knownConversation(shop.tenant.sessions[0]?.id ?? '')
  shop.tenant.conversations = [conversation]
  const at = '2026-11-23T02:00:00.000Z'
  const place = { conversationId: conversation.id, sessionId: conversation.sessionId, at, sequence: 1 }
  const content = { kind: 'text' as const, text: 'Masih ada?' }
  const messages: MessageView[] = [
    { direction: 'incoming' as const, status: 'received' as const, id: known.incoming },
    { direction: 'outgoing' as const, status: 'sent' as const, id: known.outgoing },
    { direction: 'internal' as const, status: 'sent' as const, id: known.note },
  ].map((one) => freshMessage({ ...place, ...one, content }))
  house.stand(getMessage, async ({ messageId }) => {
    const found = messages.find(({ id }) => id === messageId)
    if (!found) throw new EndpointRefusal('message_not_found', 'No such message.')
    return found
  })
  ;({ url } = await house.startGateway())
})
afterAll(() => house[Symbol.asyncDispose]())

const reply = (text: string, key: string | null = uuidv7(), id = conversation.id, more: object = {}) =>
  fetch(`${url}/app/conversations/${id}/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: `__Host-indoshopster=${shop.tenant.token}`,
      'x-csrf-token': shop.tenant.csrfToken,
      ...(key === null ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify({ text, ...more }),
  })
const say = (text: string, more: object, key = uuidv7()) => reply(text, key, conversation.id, more)
const call = (method: string, path: string, body?: object) =>
  fetch(`${url}/app/conversations/${conversation.id}/messages/${path}`, {
    method,
    headers: { ...browserOf(shop.tenant), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
const lastSent = async () => (await shop.accepted()).at(-1)
async function uploaded(bytes: Uint8Array, type: string): Promise<Media> {
  const response = await fetch(`${url}/app/media?conversation=${conversation.id}`, {
    method: 'POST',
    headers: { ...browserOf(shop.tenant), 'content-type': type },
    body: new Blob([new Uint8Array(bytes)]),
  })
  // Answers are what the contract says.
  return (await response.json()) as Media
}

describe('reply with more than words', () => {
  it('sends a picture with its caption, and names its file in clear', async () => {
    const media = await uploaded(PNG, 'image/png')
    const response = await say('Ini resinya', { mediaId: media.mediaId })
    const content = { kind: 'image', media, caption: 'Ini resinya' }
    expect(response.status).toBe(202)
    // Answers are what the contract says.
    const { message } = (await response.json()) as ReplyAccepted
    expect(message).toMatchObject({ content, mediaState: 'stored', status: 'accepted' })
    expect(await lastSent()).toMatchObject({ data: { mediaId: media.mediaId, sealed: { content } } })
  })

  it('means another message with another file, place or quote', async () => {
    const key = uuidv7()
    const { mediaId } = await uploaded(PNG, 'image/png')
    expect((await say('satu', { mediaId }, key)).status).toBe(202)
    expect((await say('satu', { mediaId }, key)).status).toBe(202)
    for (const other of [{}, { mediaId, as: 'document' }, { mediaId, quotedId: known.incoming }])
      expect(await problem(await say('satu', other, key))).toMatchObject({ code: 'idempotency_key_reused' })
  })

  it('refuses a file that is not here, or cannot go out as asked', async () => {
    const gone = await problem(await say('', { mediaId: uuidv7() }))
    expect(gone).toMatchObject({ code: 'media_not_found', status: 404 })
    const { mediaId } = await uploaded(Buffer.from('<svg/>'), 'image/svg+xml')
    expect(await problem(await say('', { mediaId, as: 'image' }))).toMatchObject({ code: 'media_rejected' })
    expect((await say('', { mediaId })).status).toBe(202)
    expect(await lastSent()).toMatchObject({ data: { sealed: { content: { kind: 'document' } } } })
  })

  it('sends a place, and a contact whose number is typed', async () => {
    const location = { latitude: -6.2, longitude: 106.8, name: 'Toko Melati', address: null }
    expect((await say('', { location })).status).toBe(202)
    expect(await lastSent()).toMatchObject({
      data: { sealed: { content: { kind: 'location', ...location } } },
    })
    expect((await say('', { contactCard: { name: 'Gudang', phone: '0812-3456-7890' } })).status).toBe(202)
    expect(await lastSent()).toMatchObject({
      data: { sealed: { content: { cards: [{ name: 'Gudang', phones: ['6281234567890'] }] } } },
    })
    const wrong = await problem(await say('', { contactCard: { name: 'Gudang', phone: 'nanti' } }))
    expect(wrong).toMatchObject({ code: 'phone_number_invalid' })
    expect(await problem(await say('dan', { location }))).toMatchObject({ code: 'reply_invalid' })
  })

  it('quotes a message of the conversation', async () => {
    const response = await say('Masih, kak', { quotedId: known.incoming })
    const quote = { messageId: known.incoming, from: 'contact', kind: 'text', excerpt: 'Masih ada?' }
    expect(await response.json()).toMatchObject({ message: { quote } })
    expect(await lastSent()).toMatchObject({ data: { sealed: { quote } } })
    expect(await problem(await say('x', { quotedId: known.note }))).toMatchObject({
      code: 'message_unquotable',
    })
    expect(await problem(await say('x', { quotedId: uuidv7() }))).toMatchObject({ code: 'message_not_found' })
  })

  it('reacts, takes it back, and refuses what is no emoji or no message', async () => {
    const react = (emoji: string, id = known.incoming) => call('PUT', `${id}/reaction`, { emoji })
    for (const emoji of ['🙏', '']) {
      const response = await react(emoji)
      expect(response.status).toBe(202)
      const sent = await lastSent()
      expect(await response.json()).toEqual({ sequence: sent?.sequence, sendId: sent?.data.messageId })
      const content = { kind: 'reaction', targetId: known.incoming, emoji }
      expect(sent).toMatchObject({ data: { targetId: known.incoming, sealed: { content } } })
    }
    expect(await problem(await react('ok'))).toMatchObject({ code: 'reaction_invalid', status: 422 })
    expect(await problem(await react('🙏', known.note))).toMatchObject({ code: 'message_unreactable' })
    expect(await problem(await react('🙏', uuidv7()))).toMatchObject({ code: 'message_not_found' })
  })

  it('deletes for everyone what is ours, and only that', async () => {
    expect((await call('DELETE', known.outgoing)).status).toBe(202)
    const content = { kind: 'revocation', targetId: known.outgoing }
    expect(await lastSent()).toMatchObject({ data: { targetId: known.outgoing, sealed: { content } } })
    const theirs = await problem(await call('DELETE', known.incoming))
    expect(theirs).toMatchObject({ code: 'message_not_ours', status: 409 })
  })

  it('is not sent to a contact that was erased', async () => {
    const erased = knownConversation(conversation.sessionId, { erased: true })
    shop.tenant.conversations.push(erased)
    const told = await problem(await reply('halo', uuidv7(), erased.id))
    expect(told).toMatchObject({ code: 'conversation_erased', status: 409 })
  })
})
