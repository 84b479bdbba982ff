// Is a history that is larger than the memory of the process taken in whole, and none of it as unread?
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asStaff, eventually, type House, startHouse } from './house.ts'
import { linkNumber } from './link-number.ts'
import { type SessionProcess, type Simulator, startSessionProcess, startSimulator } from './processes.ts'

const shop = '6281200000300'
const [chats, messagesPerChat, textLength] = [40, 10, 100_100]
/** MB of the heap: enough to run. As text in memory the history takes eighty, as one character of each message is an emoji. */
const MEMORY_MB = 96
let house: House
let simulator: Simulator
let running: SessionProcess

beforeAll(async () => {
  ;[house, simulator] = await Promise.all([startHouse(), startSimulator()])
  running = startSessionProcess(house, simulator, { NODE_OPTIONS: `--max-old-space-size=${MEMORY_MB}` })
  await simulator.call('POST', '/api/phones', { phone: shop, name: 'Toko' })
  await simulator.call('POST', `/api/phones/${shop}/history`, {
    generate: { chats, messagesPerChat, textLength, from: '2026-10-01T00:00:00.000Z' },
  })
}, 60_000)
afterAll(async () => {
  await running.kill('SIGTERM')
  await simulator.stop()
  await house.stop()
})

test('a history of forty megabytes › is taken in by a process that could not hold it, each message once, none as new', async () => {
  let ended = false
  void running.ended.then(() => (ended = true))
  const staff = asStaff(house)
  const sessionId = await linkNumber({ staff, simulator, phone: shop, online: false })
  await eventually(
    async () => ended || (await staff.get(sessionId).catch(() => null))?.historyProgress === 100,
    120_000,
  )
  expect(ended).toBe(false)
  const told = (await staff.events()).flatMap((event) =>
    // The type names the shape of our own contract.
    event.type === 'session.message_received.v1'
      ? [event.data as { chatId: string; messageId: string; imported?: boolean }]
      : [],
  )
  expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(chats * messagesPerChat)
  expect(told).toHaveLength(chats * messagesPerChat)
  expect(told.every(({ imported }) => imported)).toBe(true)
  expect(new Set(told.map(({ chatId }) => chatId)).size).toBe(chats)
}, 150_000)
