// Does a number hear on the real protocol that WhatsApp restricts it, obey, and hear that it is over?
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asStaff, eventually, type House, startHouse } from './house.ts'
import { linkNumber } from './link-number.ts'
import { type SessionProcess, type Simulator, startSessionProcess, startSimulator } from './processes.ts'

const shop = '6281200000200'
const customer = '6281299980001'
const strangers = ['6281299980002', '6281299980003', '6281299980004'] as const
let house: House
let simulator: Simulator
let running: SessionProcess
let staff: ReturnType<typeof asStaff>
let sessionId = ''

beforeAll(async () => {
  ;[house, simulator] = await Promise.all([startHouse(), startSimulator()])
  running = startSessionProcess(house, simulator)
  staff = asStaff(house)
  for (const phone of [shop, customer, ...strangers])
    await simulator.call('POST', '/api/phones', { phone, name: 'Budi' })
  sessionId = await linkNumber({ staff, simulator, phone: shop, patienceMs: 30_000 })
  // Who has written may be answered.
  await simulator.call('POST', `/api/phones/${customer}/messages`, { to: shop, text: 'Halo' })
  await eventually(async () => (await staff.chatsOf('session.message_received.v1')).length === 1, 15_000)
}, 90_000)
afterAll(async () => {
  await running.kill('SIGTERM')
  await simulator.stop()
  await house.stop()
})

const fault = (kind: string, detail: object = {}) =>
  simulator.call('POST', '/api/faults', { kind, phone: shop, ...detail })
const restriction = async () => (await staff.get(sessionId)).restriction
const onWire = async () =>
  (await simulator.call<{ id: string }[]>('GET', `/api/ledger?kind=received&limit=10000`)).map(({ id }) => id)

async function send(phone: string, text: string) {
  const asked = await staff.send(sessionId, { phone }, text)
  let story: string[] = []
  await eventually(async () => {
    story = await staff.storyOf(asked.messageId)
    return story.includes('sent') || story.includes('failed')
  }, 15_000)
  return { ...asked, failed: story.includes('failed') }
}

test('a time lock › is shown with its end; strangers are not written to, customers are answered; then it is over', async () => {
  const until = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000).toISOString()
  await fault('restrict', { until, onlyNew: true })
  await eventually(async () => (await restriction()) !== null, 15_000)
  expect(await restriction()).toEqual({ kind: 'new_chats', until })
  const stranger = await send(strangers[0], 'perkenalan')
  expect(stranger.failed).toBe(true)
  expect(await onWire()).not.toContain(stranger.wireId)
  expect((await send(customer, 'jawaban')).failed).toBe(false)
  await fault('unrestrict')
  await eventually(async () => (await restriction()) === null, 15_000)
  expect((await send(strangers[0], 'perkenalan')).failed).toBe(false)
}, 60_000)

test('a used-up quota of new chats › restricts them', async () => {
  await fault('message_cap', { used: 10, total: 10 })
  const stranger = await send(strangers[1], 'perkenalan')
  expect(stranger.failed).toBe(true)
  await eventually(async () => (await restriction())?.kind === 'new_chats', 15_000)
  expect((await send(customer, 'jawaban')).failed).toBe(false)
  const other = await send(strangers[2], 'perkenalan')
  expect(other.failed).toBe(true)
  expect(await onWire()).not.toContain(other.wireId)
}, 60_000)
