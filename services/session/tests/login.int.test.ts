// Does a session come back from a server that takes the connection and then says nothing?
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'

let house: House
const network = createFakeNetwork()

beforeAll(async () => {
  house = await startHouse()
  await house.service(network, 'one', { loginMs: 2000 })
})
afterAll(() => house.stop())

test('a login that does not get on › is given up and begun again, also while pairing', async () => {
  network.isMute = true
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await eventually(() => network.opened.length === 1)
  network.isMute = false
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281200000001')
  await staff.until(sessionId, 'online')
  network.isMute = true
  network.drop(sessionId, 'connection_lost')
  await eventually(() => network.opened.length === 3)
  network.isMute = false
  await staff.until(sessionId, 'online')
  expect(network.opened).toHaveLength(4)
})
