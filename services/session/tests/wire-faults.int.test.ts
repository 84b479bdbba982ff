// What does the whole service do when WhatsApp falls silent, answers wrongly or tells half: a plain answer, nothing lost?
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asStaff, eventually, type House, startHouse } from './house.ts'
import { linkNumber } from './link-number.ts'
import { type SessionProcess, type Simulator, startSessionProcess, startSimulator } from './processes.ts'

const [shop, muteShop, customer] = ['6281200000400', '6281200000401', '6281299900400']
let house: House
let simulator: Simulator
let running: SessionProcess
let staff: ReturnType<typeof asStaff>
let sessionId = ''
let muteSessionId = ''
let mutedAt = 0

const pair = (phone: string, online = true) => linkNumber({ staff, simulator, phone, online })
const fault = (body: Record<string, unknown>) => simulator.call('POST', '/api/faults', body)
const write = (to: string, text: string) =>
  simulator.call('POST', `/api/phones/${customer}/messages`, { to, text })
const toldTo = async (id: string): Promise<(string | undefined)[]> =>
  (await staff.events()).flatMap((event) => {
    // The type names the shape of our own contract.
    const data = event.data as { sessionId: string; sealed?: { content: { text?: string } } }
    return event.type === 'session.message_received.v1' && data.sessionId === id
      ? [data.sealed?.content.text]
      : []
  })

beforeAll(async () => {
  ;[house, simulator] = await Promise.all([startHouse(), startSimulator()])
  running = startSessionProcess(house, simulator)
  staff = asStaff(house)
  for (const [phone, name] of [
    [shop, 'Toko'],
    [muteShop, 'Toko Bisu'],
    [customer, 'Budi'],
  ])
    await simulator.call('POST', '/api/phones', { phone, name })
  sessionId = await pair(shop)
  muteSessionId = await pair(muteShop)
  // It takes its time, so the other tests run meanwhile; the last one looks.
  await fault({ kind: 'mute', ms: 600_000, phone: muteShop })
  mutedAt = Date.now()
  await write(muteShop, 'ada yang dengar?')
}, 90_000)
afterAll(async () => {
  await running.kill('SIGTERM')
  await simulator.stop()
  await house.stop()
})

test('a look-up that fails twice › is repeated, and the message goes out once', async () => {
  const phone = '6281299900401'
  await simulator.call('POST', '/api/phones', { phone, name: 'Sari' })
  await fault({ kind: 'lookup_fails', count: 2, phone: shop })
  const { messageId } = await staff.send(sessionId, { phone }, 'Pesanan siap')
  await eventually(async () => (await staff.storyOf(messageId)).includes('delivered'), 20_000)
  expect(await staff.storyOf(messageId)).toEqual(['queued', 'sent', 'delivered'])
  expect(await simulator.call('GET', '/api/faults')).toEqual([])
}, 60_000)

test('receipts that never come › leave a message sent; what comes later is believed', async () => {
  await write(shop, 'halo')
  await eventually(async () => (await toldTo(sessionId)).includes('halo'), 15_000)
  await fault({ kind: 'drop_receipts', count: 1, phone: shop })
  const { messageId } = await staff.send(sessionId, { phone: customer }, 'Halo, Kak')
  await eventually(async () => (await staff.storyOf(messageId)).includes('sent'), 15_000)
  await eventually(async () => (await simulator.call<unknown[]>('GET', '/api/faults')).length === 0, 15_000)
  await simulator.call('POST', `/api/phones/${customer}/read`, { peer: shop })
  await eventually(async () => (await staff.storyOf(messageId)).includes('read'), 15_000)
  expect(await staff.storyOf(messageId)).toEqual(['queued', 'sent', 'read'])
}, 60_000)

test('a broken part of the history › is given up; the others and what comes live are there, and nobody waits', async () => {
  const phone = '6281200000402'
  await simulator.call('POST', '/api/phones', { phone, name: 'Toko Lama' })
  const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 8, minute)).toISOString()
  const messages = ['Masih ada?', 'Yang biru'].map((text, minute) => ({
    text,
    fromMe: false,
    at: at(minute),
  }))
  await simulator.call('POST', `/api/phones/${phone}/history`, { chats: [{ phone: customer, messages }] })
  // The first part holds the newest message of each chat.
  await fault({ kind: 'history_broken', count: 1, phone })
  const added = await pair(phone)
  await eventually(async () => (await staff.get(added)).historyProgress === 100, 20_000)
  await write(phone, 'Halo lagi')
  await eventually(async () => (await toldTo(added)).includes('Halo lagi'), 15_000)
  expect(await toldTo(added)).toEqual(['Masih ada?', 'Halo lagi'])
}, 90_000)

test('a line on which nobody answers any more › is opened anew within forty seconds, and nothing is lost', async () => {
  // Where the machine was so slow that the time is over, it has to be there already.
  const left = Math.max(1000, mutedAt + 40_000 - Date.now())
  await eventually(async () => (await toldTo(muteSessionId)).includes('ada yang dengar?'), left)
  const { messageId } = await staff.send(muteSessionId, { phone: customer }, 'Ada, Kak')
  await eventually(async () => (await staff.storyOf(messageId)).includes('delivered'), 15_000)
  const reasons = (await staff.events()).flatMap((event) =>
    event.type === 'session.disconnected.v1' && event.subject === muteSessionId
      ? [(event.data as { reason: string }).reason]
      : [],
  )
  expect(reasons).toEqual(['connection_lost'])
}, 90_000)
