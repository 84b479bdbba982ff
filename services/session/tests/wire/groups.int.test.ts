// Proves what is told of groups, only where they are shown, and that statuses and channels hold up nobody.
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WhatsApp } from '../../src/whatsapp/whatsapp.port.ts'
import { slowness } from '../../../../scripts/testing/slowness.ts'
import { eventually, type Line, ourPhone, startWireHouse, type WireHouse } from './wire-house.ts'

const [budi, ani] = ['6281200000002', '6281200000003']
let house: WireHouse
let whatsapp: WhatsApp
let line: Line
let group: string

beforeAll(async () => {
  house = await startWireHouse()
  await house.simulator.addPhone(budi, 'Budi')
  await house.simulator.addPhone(ani, 'Ani')
  whatsapp = house.whatsapp()
  line = await house.open(whatsapp)
  await line.until('online')
  const body = { creator: budi, subject: 'Keluarga', participants: [ourPhone, ani] }
  group = ((await house.simulator.call('POST', '/api/groups', body)) as { id: string }).id
}, 60_000)
afterAll(async () => {
  await line.connection.close()
  await house[Symbol.asyncDispose]()
})

type Received = Extract<MessageEvent, { type: 'session.message_received.v1' }>
const received = async () =>
  (await house.events()).filter((event): event is Received => event.type === 'session.message_received.v1')
const saying = (text: string) =>
  eventually(async () => (await received()).find((event) => JSON.stringify(event.data.sealed).includes(text)))

test('groups › are hidden at first: confirmed, kept, and not told', async () => {
  const id = await house.simulator.write(budi, group, 'rahasia keluarga')
  await eventually(async () =>
    (await house.simulator.ledger('receipted')).some((entry) => entry.id === id && entry.phone === ourPhone),
  )
  await house.simulator.write(budi, ourPhone, 'halo toko')
  await saying('halo toko')
  expect(await received()).toHaveLength(1)
}, 30_000)

test('groups › once shown, messages are of their authors, in the chat of the group', async () => {
  await line.connection.close()
  line = await house.open(whatsapp, { groupsShown: true })
  await line.until('online')
  await house.simulator.write(budi, group, 'apa kabar semua')
  const first = await saying('apa kabar')
  await house.simulator.write(ani, group, 'baik')
  const second = await saying('baik')
  const alone = (await received())[0]
  expect(first.data).toMatchObject({
    chatKind: 'group',
    direction: 'incoming',
    // The same person as in the chat of two.
    contactId: alone?.data.contactId,
    sealed: { correspondent: { name: 'Budi' } },
  })
  expect(second.data.chatId).toBe(first.data.chatId)
  expect(first.data.chatId).not.toBe(alone?.data.chatId)
  expect(second.data.contactId).not.toBe(first.data.contactId)
  expect(second.data.sealed?.correspondent).toMatchObject({ name: 'Ani', phone: ani })
}, 30_000)

test('groups › what our own phone writes there is ours', async () => {
  await house.simulator.write(ourPhone, group, 'saya juga baik')
  expect((await saying('saya juga')).data).toMatchObject({ chatKind: 'group', direction: 'outgoing' })
}, 30_000)

test('groups › their name is asked for, and heard when it changes', async () => {
  await eventually(() => Promise.resolve(line.groups.get(group) === 'Keluarga'))
  await house.simulator.call('POST', `/api/groups/${group}/subject`, { subject: 'Keluarga Besar' })
  await eventually(() => Promise.resolve(line.groups.get(group) === 'Keluarga Besar'))
}, 30_000)

test('groups › a text of ours reaches everyone in them', async () => {
  const recipient = { address: group, phone: null }
  const composed = await line.connection.compose({ content: { kind: 'text', text: 'dari toko' } }, recipient)
  await line.connection.relay(recipient, '3EB0BBBBBBBBBBBBBBBB', composed ?? new Uint8Array())
  await eventually(() => Promise.resolve(line.acknowledged.includes('3EB0BBBBBBBBBBBBBBBB')))
  for (const phone of [budi, ani]) {
    await eventually(async () =>
      (await house.simulator.messages(phone, group)).some((message) => message.text === 'dari toko'),
    )
  }
}, 30_000)

test('statuses and channels › thousands of them hold up no message, and are kept nowhere', async () => {
  const rows = async () =>
    (await house.pool.query<{ count: string }>('SELECT count(*) FROM session.intake')).rows[0]?.count
  const before = Number(await rows())
  // Not of this noise: a crowded machine has as much more time.
  const slow = slowness()
  await house.simulator.fault({ kind: 'newsletter_noise', count: 1000 })
  const statuses = { text: 'promo', count: 2000, to: [ourPhone] }
  const posting = house.simulator.call('POST', `/api/phones/${budi}/status`, statuses)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const began = performance.now()
  await house.simulator.write(ani, ourPhone, 'di tengah keramaian')
  await saying('di tengah')
  const tookMs = performance.now() - began
  await posting
  await house.simulator.write(ani, ourPhone, 'sesudah keramaian')
  await saying('sesudah')
  expect(Number(await rows())).toBe(before + 2)
  expect(tookMs).toBeLessThan(5000 * Math.max(slow, slowness()))
}, 60_000)
