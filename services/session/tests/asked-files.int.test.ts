// Is a file that WhatsApp has thrown away had from the phone, whenever the process is killed, and for the phone's past too?
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { asStaff, eventually, type House, startHouse } from './house.ts'
import { linkNumber } from './link-number.ts'
import { type SessionProcess, type Simulator, startSessionProcess, startSimulator } from './processes.ts'

const shop = '6281200000500'
const budi = '6281200000501'
const file = (words: string) => ({
  kind: 'document',
  file: Buffer.from(words.repeat(500)).toString('base64'),
  mimetype: 'application/pdf',
})
let house: House
let simulator: Simulator
let running: SessionProcess
let staff: ReturnType<typeof asStaff>
let sessionId = ''

const fault = (body: object) => simulator.call('POST', '/api/faults', body)
function restart(over: Record<string, string> = {}): void {
  running = startSessionProcess(house, simulator, { SESSION_PHONE_ANSWER_SECONDS: '3', ...over })
}

beforeAll(async () => {
  ;[house, simulator] = await Promise.all([startHouse(), startSimulator()])
  restart()
  for (const phone of [shop, budi]) await simulator.call('POST', '/api/phones', { phone, name: phone })
  const at = new Date(Date.now() - 86_400_000).toISOString()
  const messages = [{ id: 'OLDFILE', fromMe: false, at, content: file('dari dulu ') }]
  await simulator.call('POST', `/api/phones/${shop}/history`, { chats: [{ phone: budi, messages }] })
  await fault({ kind: 'media_lost', messageId: 'OLDFILE' })
  staff = asStaff(house)
  sessionId = await linkNumber({ staff, simulator, phone: shop })
}, 60_000)
afterAll(async () => {
  await running.kill('SIGTERM')
  await simulator.stop()
  await house.stop()
})

async function told(): Promise<MessageEvent[]> {
  // The session service is the only one here, and these tests look at its messages only.
  return (await staff.events()) as unknown as MessageEvent[]
}
async function outcomesOf(wireId: string): Promise<string[]> {
  const events = await told()
  const received = events.filter(
    (event) =>
      event.type === 'session.message_received.v1' &&
      (event.data.sealed?.wireMedia ?? '').includes(`"${wireId}"`),
  )
  const mediaIds = received.map(({ data }) => ('mediaId' in data ? data.mediaId : ''))
  // Once and never twice, whatever happens to its file.
  expect(mediaIds.length).toBeLessThanOrEqual(1)
  return events.flatMap((event) =>
    (event.type === 'session.media_stored.v1' || event.type === 'session.media_failed.v1') &&
    mediaIds.includes(event.data.mediaId)
      ? [event.type.replace('session.media_', '').replace('.v1', '')]
      : [],
  )
}
async function asksFor(wireId: string): Promise<number> {
  const asked = await simulator.call<{ id: string }[]>('GET', '/api/ledger?kind=media_asked&limit=1000')
  return asked.filter(({ id }) => id === wireId).length
}
/** Its file is lost before anybody could fetch it. */
async function sendLost(to: string): Promise<string> {
  await fault({ kind: 'hold_messages' })
  const sent = { to, content: file('bukti ') }
  const { id } = await simulator.call<{ id: string }>('POST', `/api/phones/${budi}/messages`, sent)
  await fault({ kind: 'media_lost', messageId: id })
  await fault({ kind: 'release' })
  return id
}

test("a file of the phone's past › is had from the phone", async () => {
  await eventually(async () => (await outcomesOf('OLDFILE')).includes('stored'), 20_000)
  expect(await asksFor('OLDFILE')).toBe(1)
}, 60_000)

test('a file of a group › is had from the phone', async () => {
  const { sequence } = await staff.chooseGroups(sessionId, true)
  await staff.get(sessionId, sequence)
  const group = { creator: shop, subject: 'Reseller', participants: [budi] }
  const { id } = await simulator.call<{ id: string }>('POST', '/api/groups', group)
  const wireId = await sendLost(id)
  await eventually(async () => (await outcomesOf(wireId)).includes('stored'), 20_000)
  expect(await asksFor(wireId)).toBe(1)
}, 60_000)

test.each(['ask_after_take', 'ask_after_mark', 'ask_after_wire', 'ask_after_answer', 'ask_before_end'])(
  'a process killed at %s › leaves the file to the next one, which has it stored once',
  async (point) => {
    await running.kill('SIGKILL')
    restart({ SESSION_FAILPOINT: point })
    await staff.until(sessionId, 'online', 15_000)
    const wireId = await sendLost(shop)
    await running.ended
    restart()
    await eventually(async () => (await outcomesOf(wireId)).includes('stored'), 30_000)
    const ended = 'SELECT FROM session.phone_asks WHERE wire_id = $1 AND ended_at IS NOT NULL'
    await eventually(async () => (await house.pool.query(ended, [wireId])).rowCount === 1)
    expect(await outcomesOf(wireId)).toEqual(['stored'])
    expect(await asksFor(wireId)).toBeLessThanOrEqual(2)
  },
  60_000,
)
