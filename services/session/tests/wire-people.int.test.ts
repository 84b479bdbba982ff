// Are people on the wire who they are in the phone's address book, and one chat whatever address they use?
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asStaff, eventually, type House, startHouse } from './house.ts'
import { linkNumber } from './link-number.ts'
import { type SessionProcess, type Simulator, startSessionProcess, startSimulator } from './processes.ts'

const shop = '6281200000200'
let house: House
let simulator: Simulator
let running: SessionProcess
let staff: ReturnType<typeof asStaff>

const phoneOf = (index: number) => `62812888${String(index).padStart(5, '0')}`
const keepBook = (...contacts: { phone: string; name: string }[]) =>
  simulator.call('PUT', `/api/phones/${shop}/contacts`, contacts)
/** The newest word on each number of the address book. */
async function bookNames(): Promise<Record<string, string | null>> {
  const events = (await staff.events()).flatMap((event) =>
    // The type names the shape of our own contract.
    event.type === 'session.contact_changed.v1'
      ? [event.data as { sealed: { phone: string; bookName: string | null } }]
      : [],
  )
  return Object.fromEntries(events.map(({ sealed }) => [sealed.phone, sealed.bookName]))
}

beforeAll(async () => {
  ;[house, simulator] = await Promise.all([startHouse(), startSimulator()])
  running = startSessionProcess(house, simulator)
  await simulator.call('POST', '/api/phones', { phone: shop, name: 'Toko' })
  for (const index of [1, 2, 3])
    await simulator.call('POST', '/api/phones', { phone: phoneOf(index), name: `Orang ${index}` })
  await keepBook({ phone: phoneOf(1), name: 'Pak Budi' }, { phone: phoneOf(2), name: 'Bu Sari' })
  staff = asStaff(house)
  await linkNumber({ staff, simulator, phone: shop })
}, 60_000)
afterAll(async () => {
  await running.kill('SIGTERM')
  await simulator.stop()
  await house.stop()
})

test('the address book › is known after the pairing, with names as the phone has them', async () => {
  await eventually(async () => Object.keys(await bookNames()).length === 2, 15_000)
  expect(await bookNames()).toEqual({ [phoneOf(1)]: 'Pak Budi', [phoneOf(2)]: 'Bu Sari' })
})

test('the address book › a name that changes on the phone changes here', async () => {
  await keepBook({ phone: phoneOf(1), name: 'Pak Budi Pasar' }, { phone: phoneOf(3), name: 'Ibu Tiga' })
  await eventually(async () => (await bookNames())[phoneOf(3)] === 'Ibu Tiga', 15_000)
  expect(await bookNames()).toMatchObject({ [phoneOf(1)]: 'Pak Budi Pasar' })
})

test('the address book › who writes later is in the chat that the book made', async () => {
  await simulator.call('POST', `/api/phones/${phoneOf(3)}/messages`, { to: shop, text: 'halo' })
  await eventually(async () => (await staff.chatsOf('session.message_received.v1')).length === 1)
  expect(await staff.chatsOf('session.contact_changed.v1')).toContain(
    (await staff.chatsOf('session.message_received.v1'))[0],
  )
})

test('a pairing code › typed on the phone links a number; a wrong one does not, and another is shown', async () => {
  const phone = '6281200000201'
  await simulator.call('POST', '/api/phones', { phone, name: 'Toko Dua' })
  const added = await staff.add('Toko Dua')
  await staff.pair(added.sessionId, phone)
  const first = await staff.until(added.sessionId, 'waiting_for_code', 15_000)
  expect(first.pairingCode).toMatch(/^[0-9A-Z]{8}$/)
  const type = (code: string) => simulator.call('POST', `/api/phones/${phone}/link`, { code })
  await expect(type('AAAAAAAA')).rejects.toThrow('code_wrong')
  await eventually(async () => {
    const { pairingCode } = await staff.get(added.sessionId)
    return pairingCode !== null && pairingCode !== first.pairingCode
  }, 15_000)
  await type((await staff.get(added.sessionId)).pairingCode ?? '')
  expect(await staff.until(added.sessionId, 'online', 15_000)).toMatchObject({ phone })
})

describe('the history of the phone', () => {
  const phone = '6281200000202'
  let added: { sessionId: string }
  const past = async () =>
    (await staff.events()).flatMap((event) => {
      if (event.type !== 'session.message_received.v1') return []
      // The type names the shape of our own contract.
      const data = event.data as MessageEvent['data'] & Past
      return data.sessionId === added.sessionId ? [data] : []
    })
  interface Past {
    readonly imported?: boolean
    readonly direction: string
    readonly sentAt: string
    readonly sealed: { readonly content: { readonly text?: string } } | null
  }

  test('is taken in after the pairing: each message once, with its own time, marked as imported', async () => {
    await simulator.call('POST', '/api/phones', { phone, name: 'Toko Tiga' })
    const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 8, minute)).toISOString()
    const messages = [
      { text: 'Masih ada?', fromMe: false, at: at(1) },
      { text: 'Ada, Kak', fromMe: true, at: at(2) },
      { text: 'Saya ambil dua', fromMe: false, at: at(3) },
    ]
    await simulator.call('POST', `/api/phones/${phone}/history`, {
      chats: [{ phone: phoneOf(1), name: 'Pak Budi', messages }],
    })
    added = await staff.add('Toko Tiga')
    const { qr } = await staff.until(added.sessionId, 'waiting_for_scan', 15_000)
    await simulator.call('POST', `/api/phones/${phone}/scan`, { qr })
    await staff.until(added.sessionId, 'online', 15_000)
    await eventually(async () => (await staff.get(added.sessionId)).historyProgress === 100, 20_000)
    const told = (await past()).toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1))
    expect(told.map(({ direction, sentAt, sealed }) => [direction, sentAt, sealed?.content.text])).toEqual([
      ['incoming', at(1), 'Masih ada?'],
      ['outgoing', at(2), 'Ada, Kak'],
      ['incoming', at(3), 'Saya ambil dua'],
    ])
    expect(told.every(({ imported }) => imported)).toBe(true)
  })

  test('told again is not doubled, and a live message goes on in the same chat', async () => {
    await simulator.call('POST', `/api/phones/${phone}/history`, { now: true })
    await simulator.call('POST', `/api/phones/${phoneOf(1)}/messages`, { to: phone, text: 'Halo lagi' })
    await eventually(async () => (await past()).some(({ imported }) => !imported), 15_000)
    const told = await past()
    expect(told).toHaveLength(4)
    expect(new Set(told.map(({ chatId }) => chatId)).size).toBe(1)
  })
})

test('an account that asks for a passkey › is told in plain words, and can be tried again', async () => {
  const phone = '6281200000203'
  await simulator.call('POST', '/api/phones', { phone, name: 'Toko Empat' })
  await simulator.call('POST', '/api/faults', { kind: 'passkey_required', phone, count: 1 })
  const added = await staff.add('Toko Empat')
  const { qr } = await staff.until(added.sessionId, 'waiting_for_scan', 15_000)
  await expect(simulator.call('POST', `/api/phones/${phone}/scan`, { qr })).rejects.toThrow()
  expect(await staff.until(added.sessionId, 'pairing_refused', 15_000)).toMatchObject({
    reason: 'passkey_required',
  })
  await staff.pair(added.sessionId)
  const again = await staff.until(added.sessionId, 'waiting_for_scan', 15_000)
  await simulator.call('POST', `/api/phones/${phone}/scan`, { qr: again.qr })
  await staff.until(added.sessionId, 'online', 15_000)
})
