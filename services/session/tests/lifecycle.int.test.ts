// Does a session live as staff and network ask, on real NATS and Postgres?
import { setTimeout as sleep } from 'node:timers/promises'
import { listSessions } from '@indoshopster/contracts/session/session.endpoints'
import { SessionSignal } from '@indoshopster/contracts/session/session.signals'
import { liveSubject } from '@indoshopster/contracts/subjects'
import { ask } from '@indoshopster/service/endpoint'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'

let house: House
const network = createFakeNetwork()
const phone = '6281211110001'

beforeAll(async () => {
  house = await startHouse()
  await house.service(network)
})
afterAll(() => house.stop())

const types = async (staff: ReturnType<typeof asStaff>) =>
  (await staff.events()).map((event) => event.type.replace('session.', '').replace('.v1', ''))

async function online() {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, phone)
  await staff.until(sessionId, 'online')
  return { staff, sessionId }
}

test('lifecycle › a new session shows its QR by itself, and is online after the scan', async () => {
  const staff = asStaff(house)
  const heard: SessionSignal[] = []
  const subscription = house.nats.subscribe(liveSubject(staff.workspace, 'session'), {
    callback: (_, message) => {
      heard.push(Value.Parse(SessionSignal, message.json()))
    },
  })
  const { sessionId, sequence } = await staff.add('Toko Satu')
  expect(await staff.list(sequence)).toMatchObject([{ id: sessionId, name: 'Toko Satu', isDefault: true }])
  expect(await staff.until(sessionId, 'waiting_for_scan')).toMatchObject({
    qr: `qr-of-${sessionId}`,
    phone: null,
  })
  expect((await staff.list())[0]).toMatchObject({ state: 'waiting_for_scan' })
  network.scan(sessionId, phone)
  expect(await staff.until(sessionId, 'online')).toMatchObject({ phone, qr: null, reason: null })
  expect(await types(staff)).toEqual(['added', 'linked', 'connected'])
  await eventually(() => heard.at(-1)?.session.state === 'online' && heard.at(-1)?.session.phone === phone)
  expect(heard.map(({ session }) => session.state)).toContain('waiting_for_scan')
  subscription.unsubscribe()
})

test('lifecycle › a lost line comes back by itself, and the log hears of it once', async () => {
  const { staff, sessionId } = await online()
  network.isReachable = false
  network.drop(sessionId, 'connection_lost')
  expect(await staff.until(sessionId, 'reconnecting')).toMatchObject({ reason: 'connection_lost', phone })
  const opens = network.opened.length
  await eventually(() => network.opened.length > opens)
  network.isReachable = true
  await staff.until(sessionId, 'online')
  expect(await types(staff)).toEqual(['added', 'linked', 'connected', 'disconnected', 'connected'])
})

test('lifecycle › a line that breaks as soon as it is up is tried ever more seldom', async () => {
  const { sessionId } = await online()
  const opens = () => network.opened.filter((fence) => fence.sessionId === sessionId).length
  const before = opens()
  const breaking = setInterval(() => network.drop(sessionId, 'store_failed'), 20)
  await sleep(8000)
  clearInterval(breaking)
  // After 1 s, then 1 to 2 s, then 2 to 4 s, then 4 to 8 s; without patience it would be every second.
  expect(opens() - before).toBeGreaterThanOrEqual(2)
  expect(opens() - before).toBeLessThanOrEqual(3)
})

test('lifecycle › an expired QR waits for staff, who get a new one', async () => {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.drop(sessionId, 'pairing_expired')
  expect(await staff.until(sessionId, 'qr_expired')).toMatchObject({ qr: null })
  const { sequence } = await staff.pair(sessionId)
  expect(sequence).toBeGreaterThan(0)
  await staff.until(sessionId, 'waiting_for_scan')
  expect(await staff.pair(sessionId)).toEqual({ sequence: 0 })
})

test('lifecycle › logging out unlinks the phone and needs a new pairing', async () => {
  const { staff, sessionId } = await online()
  await expect(staff.pair(sessionId)).rejects.toMatchObject({ code: 'session_already_linked' })
  await staff.logOut(sessionId)
  expect(await staff.until(sessionId, 'logged_out')).toMatchObject({ reason: 'logged_out_by_staff' })
  await eventually(() => network.loggedOut.includes(sessionId))
  await staff.pair(sessionId)
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, phone)
  await staff.until(sessionId, 'online')
})

test('lifecycle › the phone logs us out: final, with the reason', async () => {
  const { staff, sessionId } = await online()
  const opens = network.opened.length
  network.drop(sessionId, 'logged_out_from_phone')
  expect(await staff.until(sessionId, 'logged_out')).toMatchObject({ reason: 'logged_out_from_phone' })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(network.opened.length).toBe(opens)
})

test('lifecycle › a session logged out while it was away is unlinked when it comes back', async () => {
  const { staff, sessionId } = await online()
  network.isReachable = false
  network.drop(sessionId, 'connection_lost')
  await staff.until(sessionId, 'reconnecting')
  const { sequence } = await staff.logOut(sessionId)
  expect((await staff.get(sessionId, sequence)).state).toBe('logged_out')
  network.isReachable = true
  await eventually(() => network.loggedOut.includes(sessionId))
  expect((await staff.get(sessionId)).state).toBe('logged_out')
})

test('lifecycle › removing unlinks and takes it off the list', async () => {
  const { staff, sessionId } = await online()
  const { sequence } = await staff.remove(sessionId)
  expect(await staff.list(sequence)).toEqual([])
  await expect(staff.get(sessionId)).rejects.toMatchObject({ code: 'session_not_found' })
  await eventually(() => network.loggedOut.includes(sessionId))
})

test('staff › rename, choose the default, and see only their own workspace', async () => {
  const staff = asStaff(house)
  const first = await staff.add('A')
  const second = await staff.add('B')
  const { sequence } = await staff.choose(second.sessionId)
  expect((await staff.list(sequence)).map(({ isDefault }) => isDefault)).toEqual([false, true])
  const renamed = await staff.rename(first.sessionId, 'Gudang')
  expect(await staff.get(first.sessionId, renamed.sequence)).toMatchObject({ name: 'Gudang' })
  expect(await asStaff(house).list(renamed.sequence)).toEqual([])
  await expect(asStaff(house).rename(first.sessionId, 'X')).rejects.toMatchObject({
    code: 'session_not_found',
  })
  const ahead = { workspace: staff.workspace, minSeq: 10_000_000 }
  await expect(ask(house.nats, listSessions, ahead)).rejects.toMatchObject({ code: 'read_model_behind' })
})

test('lifecycle › a code is shown instead of the QR when staff ask for one, until they ask for a QR again', async () => {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  await staff.pair(sessionId, '6281211112222')
  expect(await staff.until(sessionId, 'waiting_for_code')).toMatchObject({
    pairingCode: 'CODE2222',
    qr: null,
  })
  await staff.pair(sessionId)
  expect(await staff.until(sessionId, 'waiting_for_scan')).toMatchObject({ pairingCode: null })
})

test('lifecycle › a code is asked for at once where a number was just added, and links it', async () => {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.pair(sessionId, '6281211113333')
  await staff.until(sessionId, 'waiting_for_code')
  network.scan(sessionId, '6281211113333')
  expect(await staff.until(sessionId, 'online')).toMatchObject({ pairingCode: null, phone: '6281211113333' })
})

test('lifecycle › a code is refused for what is no phone number, and for a number that is linked', async () => {
  const { staff, sessionId } = await online()
  await expect(staff.pair(sessionId, '0812-3')).rejects.toMatchObject({ code: 'phone_number_invalid' })
  await expect(staff.pair(sessionId, phone)).rejects.toMatchObject({ code: 'session_already_linked' })
})

test('lifecycle › a number that was linked is not taken over by another phone; its own phone links it again', async () => {
  const { staff, sessionId } = await online()
  network.drop(sessionId, 'logged_out_from_phone')
  await staff.until(sessionId, 'logged_out')
  await staff.pair(sessionId)
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281299998888')
  expect(await staff.until(sessionId, 'pairing_refused')).toMatchObject({ reason: 'other_phone', phone })
  await eventually(() => network.loggedOut.includes(sessionId))
  await staff.pair(sessionId)
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, phone)
  expect(await staff.until(sessionId, 'online')).toMatchObject({ phone })
})
