// Does the whole service work on the wire: real processes, real Baileys, a simulated WhatsApp, and kills?
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quietMs } from '../../../scripts/testing/slowness.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'
import { linkNumber } from './link-number.ts'
import { type SessionProcess, type Simulator, startSessionProcess, startSimulator } from './processes.ts'

interface Heard {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly text: string
}

const shop = '6281200000100'
let customers = 0
let house: House
let simulator: Simulator
let running: SessionProcess

beforeAll(async () => {
  ;[house, simulator] = await Promise.all([startHouse(), startSimulator()])
  running = startSessionProcess(house, simulator)
}, 60_000)
afterAll(async () => {
  await running.kill('SIGTERM')
  await simulator.stop()
  await house.stop()
})

function restart(over: Record<string, string> = {}): void {
  running = startSessionProcess(house, simulator, over)
}
async function customer(): Promise<string> {
  const phone = `62812999${String(++customers).padStart(5, '0')}`
  await simulator.call('POST', '/api/phones', { phone, name: 'Budi' })
  return phone
}
const heardBy = (phone: string) =>
  simulator
    .call<Heard[]>('GET', `/api/phones/${phone}/messages`)
    .then((messages) => messages.filter(({ direction }) => direction === 'in'))

const staff = () => staffOnline
let staffOnline: ReturnType<typeof asStaff>
let sessionId = ''

describe('on the wire', () => {
  test('a number is paired by its QR and is online', async () => {
    await simulator.call('POST', '/api/phones', { phone: shop, name: 'Toko' })
    staffOnline = asStaff(house)
    sessionId = await linkNumber({ staff: staff(), simulator, phone: shop })
    expect(await staff().get(sessionId)).toMatchObject({ state: 'online', phone: shop, qr: null })
  })

  test("a send reaches the customer, and one trace spans the request and the server's word", async () => {
    const phone = await customer()
    const trace = 'f'.repeat(31) + '1'
    const { messageId, wireId } = await staff().send(sessionId, { phone }, 'Pesanan dikirim', {
      traceparent: `00-${trace}-${'a'.repeat(16)}-01`,
    })
    await eventually(async () => (await staff().storyOf(messageId)).includes('delivered'), 15_000)
    expect(await heardBy(phone)).toMatchObject([{ id: wireId, text: 'Pesanan dikirim' }])
    await simulator.call('POST', `/api/phones/${phone}/read`, { peer: shop })
    await eventually(async () => (await staff().storyOf(messageId)).includes('read'))
    expect(await staff().storyOf(messageId)).toEqual(['queued', 'sent', 'delivered', 'read'])
    const sent = (await staff().events()).find(({ type }) => type === 'session.message_sent.v1')
    expect(sent?.traceparent).toContain(trace)
  })

  test('a number that is not on WhatsApp fails visibly', async () => {
    const { messageId } = await staff().send(sessionId, { phone: '6281299999999' }, 'halo')
    await eventually(async () => (await staff().storyOf(messageId)).includes('failed'), 15_000)
    expect(await staff().storyOf(messageId)).toEqual(['queued', 'failed'])
  })

  test('an answer arrives in the chat of the send', async () => {
    const phone = await customer()
    const { messageId } = await staff().send(sessionId, { phone }, 'Sudah sampai?')
    await eventually(async () => (await staff().storyOf(messageId)).includes('sent'), 15_000)
    await simulator.call('POST', `/api/phones/${phone}/messages`, { to: shop, text: 'Sudah, terima kasih' })
    const chats = (type: string) => staff().chatsOf(`session.message_${type}.v1`)
    await eventually(async () => (await chats('received')).length > 0)
    expect(await chats('received')).toEqual([(await chats('queued')).at(-1)])
  })

  test('after kill -9 a restarted process has the number online in less than 3 s', async () => {
    const tookMs = await quietMs(3000, async () => {
      const before = await connectedCount()
      await running.kill('SIGKILL')
      restart()
      await eventually(async () => (await connectedCount()) > before, 20_000)
      return Date.now() - running.startedAt
    })
    await staff().until(sessionId, 'online')
    expect(tookMs).toBeLessThan(3000)
  }, 90_000)

  test.each(['send_after_mark', 'send_after_relay', 'send_after_ack', 'before_wire', 'after_wire'])(
    'a process killed at %s still sends once, under one id',
    async (point) => {
      const phone = await customer()
      await running.kill('SIGKILL')
      restart({ SESSION_FAILPOINT: point })
      await staff().until(sessionId, 'online', 10_000)
      const { messageId, wireId } = await staff().send(sessionId, { phone }, point)
      await running.ended
      restart()
      await eventually(async () => (await staff().storyOf(messageId)).includes('delivered'), 20_000)
      expect(await staff().storyOf(messageId)).toEqual(['queued', 'sent', 'delivered'])
      expect((await heardBy(phone)).map(({ id }) => id)).toEqual([wireId])
    },
    40_000,
  )

  test('logging out unlinks the device at WhatsApp', async () => {
    const { sequence } = await staff().logOut(sessionId)
    await eventually(async () => {
      const { devices } = await simulator.call<{ devices: unknown[] }>('GET', `/api/phones/${shop}`)
      return devices.length === 0
    }, 10_000)
    expect(await staff().get(sessionId, sequence)).toMatchObject({
      state: 'logged_out',
      reason: 'logged_out_by_staff',
    })
  })
})

async function connectedCount(): Promise<number> {
  const events = await staff().events()
  return events.filter(({ type }) => type === 'session.connected.v1').length
}
