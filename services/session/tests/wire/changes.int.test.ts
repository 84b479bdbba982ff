// Proves what is told when messages are answered, edited, deleted and reacted to, by the customer and on our own phone.
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proto as wire } from '../../src/whatsapp/baileys/library.ts'
import { eventually, type Line, ourPhone, startWireHouse, type WireHouse } from './wire-house.ts'

const customer = '6281200000002'
let house: WireHouse
let line: Line

beforeAll(async () => {
  house = await startWireHouse()
  await house.simulator.addPhone(customer, 'Budi')
  line = await house.open(house.whatsapp())
  await line.until('online')
}, 60_000)
afterAll(async () => {
  await line.connection.close()
  await house[Symbol.asyncDispose]()
})

type Of<Type extends MessageEvent['type']> = Extract<MessageEvent, { type: Type }>
/** The newest event of a type, once there are so many of it. */
function nth<Type extends MessageEvent['type']>(type: Type, count: number): Promise<Of<Type>> {
  return eventually(async () => {
    const found = (await house.events()).filter((event): event is Of<Type> => event.type === type)
    return found.length >= count && found[count - 1]
  })
}
const call = (method: string, route: string, body?: unknown) => house.simulator.call(method, route, body)
const encode = (message: wire.IMessage) =>
  Buffer.from(wire.Message.encode(message).finish()).toString('base64')
let messages = 0
async function written(by: string, text: string, more: Record<string, unknown> = {}) {
  const to = by === customer ? ourPhone : customer
  const { id } = (await call('POST', `/api/phones/${by}/messages`, { to, text, ...more })) as { id: string }
  const event = await nth('session.message_received.v1', ++messages)
  return { id, messageId: event.data.messageId, event }
}

test('the customer › edits, reacts, takes it back and deletes: each is told of the message it changes, once', async () => {
  const { id, messageId, event } = await written(customer, 'harga brp')
  const { chatId, contactId } = event.data
  await call('POST', `/api/phones/${customer}/messages/${id}/edit`, { text: 'harganya berapa?' })
  expect(await nth('session.message_edited.v1', 1)).toMatchObject({
    data: {
      messageId,
      chatId,
      contactId,
      by: 'contact',
      sealed: { content: { kind: 'text', text: 'harganya berapa?' } },
    },
  })
  await call('POST', `/api/phones/${customer}/messages/${id}/reactions`, { emoji: '👍' })
  expect(await nth('session.message_reacted.v1', 1)).toMatchObject({
    data: { messageId, by: 'contact', sealed: { emoji: '👍' } },
  })
  await call('POST', `/api/phones/${customer}/messages/${id}/reactions`, { emoji: '' })
  expect(await nth('session.message_reacted.v1', 2)).toMatchObject({
    data: { messageId, sealed: { emoji: null } },
  })
  await call('DELETE', `/api/phones/${customer}/messages/${id}`)
  expect(await nth('session.message_revoked.v1', 1)).toMatchObject({ data: { messageId, by: 'contact' } })
}, 30_000)

test('the owner on our own phone › does the same, as us', async () => {
  const { id, messageId } = await written(ourPhone, 'Lima puluh ribu')
  await call('POST', `/api/phones/${ourPhone}/messages/${id}/edit`, { text: 'Rp 50.000' })
  expect(await nth('session.message_edited.v1', 2)).toMatchObject({ data: { messageId, by: 'us' } })
  const theirs = await written(customer, 'oke')
  await call('POST', `/api/phones/${ourPhone}/messages/${theirs.id}/reactions`, { emoji: '🙏' })
  expect(await nth('session.message_reacted.v1', 3)).toMatchObject({
    data: { messageId: theirs.messageId, by: 'us', sealed: { emoji: '🙏' } },
  })
  await call('DELETE', `/api/phones/${ourPhone}/messages/${id}`)
  expect(await nth('session.message_revoked.v1', 2)).toMatchObject({ data: { messageId, by: 'us' } })
}, 30_000)

test('the customer reacts to what was sent on our phone › the target is that message', async () => {
  const { id, messageId } = await written(ourPhone, 'Sudah dikirim')
  await call('POST', `/api/phones/${customer}/messages/${id}/reactions`, { emoji: '❤️' })
  expect(await nth('session.message_reacted.v1', 4)).toMatchObject({ data: { messageId, by: 'contact' } })
}, 30_000)

test('B47 › a reaction that comes before its message: told at once, of the message that comes later', async () => {
  const id = `DULU${Date.now()}`
  const proto = encode({
    reactionMessage: { key: { remoteJid: `${ourPhone}@s.whatsapp.net`, fromMe: true, id }, text: '🎉' },
  })
  await call('POST', `/api/phones/${customer}/raw`, { to: ourPhone, proto })
  const reaction = await nth('session.message_reacted.v1', 5)
  const { messageId, event } = await written(customer, 'paketnya sampai', { id })
  expect(reaction.data).toMatchObject({ messageId, by: 'contact', sealed: { emoji: '🎉' } })
  expect(reaction.data.chatId).toBe(event.data.chatId)
}, 30_000)

test('an answer › names what it answers, theirs or ours', async () => {
  const ours = await written(ourPhone, 'Warna apa, Kak?')
  const answer = await written(customer, 'biru', { quoted: ours.id })
  expect(answer.event.data.sealed?.quote).toEqual({
    messageId: ours.messageId,
    from: 'us',
    kind: 'text',
    excerpt: 'Warna apa, Kak?',
  })
  const again = await written(customer, 'eh hijau', { quoted: answer.id })
  expect(again.event.data.sealed?.quote).toMatchObject({ messageId: answer.messageId, from: 'contact' })
}, 30_000)

test('other kinds › are told in our words', async () => {
  const said = async (content: Record<string, unknown>) => {
    await call('POST', `/api/phones/${customer}/messages`, { to: ourPhone, content })
    return (await nth('session.message_received.v1', ++messages)).data.sealed?.content
  }
  expect(await said({ kind: 'location', latitude: -6.2, longitude: 106.8, name: 'Monas' })).toMatchObject({
    kind: 'location',
    name: 'Monas',
  })
  expect(await said({ kind: 'contact_card', name: 'Ani', phone: '6281277777777' })).toEqual({
    kind: 'contact_card',
    cards: [{ name: 'Ani', phones: ['6281277777777'] }],
  })
  expect(await said({ kind: 'poll', question: 'Kapan?', options: ['Senin', 'Selasa'] })).toEqual({
    kind: 'unsupported',
    what: 'poll',
    detail: 'Kapan?\nSenin\nSelasa',
  })
}, 30_000)

test('a vote in a poll › is told as something the customer did', async () => {
  const content = { kind: 'poll', question: 'Warna?', options: ['merah', 'biru'] }
  const { id } = (await call('POST', `/api/phones/${ourPhone}/messages`, { to: customer, content })) as {
    id: string
  }
  await nth('session.message_received.v1', ++messages)
  await call('POST', `/api/phones/${customer}/messages/${id}/votes`, { options: ['biru'] })
  expect((await nth('session.message_received.v1', ++messages)).data).toMatchObject({
    direction: 'incoming',
    sealed: { content: { kind: 'unsupported', what: 'poll_vote' } },
  })
}, 30_000)

test('an undecryptable picture › becomes the picture when its full copy comes', async () => {
  await house.simulator.fault({ kind: 'undecryptable', count: 1 })
  const content = {
    kind: 'image',
    file: Buffer.from('\xff\xd8\xff x', 'latin1').toString('base64'),
    mimetype: 'image/jpeg',
  }
  await call('POST', `/api/phones/${customer}/messages`, { to: ourPhone, content })
  const placeholder = await nth('session.message_undecryptable.v1', 1)
  const full = await nth('session.message_received.v1', ++messages)
  expect(full.data).toMatchObject({
    messageId: placeholder.data.messageId,
    recovered: true,
    sealed: { content: { kind: 'image' } },
  })
  expect(full.data.sealed?.wireMedia).toBeDefined()
}, 30_000)

test('who types › is heard', async () => {
  await call('POST', `/api/phones/${customer}/typing`, { to: ourPhone, typing: true })
  const lid = await house.simulator.lidOf(customer)
  await eventually(() => Promise.resolve(line.typing.at(-1)?.typing === true))
  expect(line.typing.at(-1)?.addresses).toContain(lid)
  await call('POST', `/api/phones/${customer}/typing`, { to: ourPhone, typing: false })
  await eventually(() => Promise.resolve(line.typing.at(-1)?.typing === false))
})
