// Proves how connections end, in the port's words, and that a number can be linked again with fresh keys.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually, type Line, ourPhone, startWireHouse, type WireHouse } from './wire-house.ts'

const customer = '6281200000002'
let house: WireHouse
let line: Line

beforeAll(async () => {
  house = await startWireHouse()
  await house.simulator.addPhone(customer, 'Budi')
})
beforeEach(async () => {
  line = await house.open(house.whatsapp())
  await line.until('online')
})
afterEach(async () => {
  await line.connection.close()
  await house.simulator.clearFaults()
})
afterAll(() => house[Symbol.asyncDispose]())

const compose = async (text: string) => {
  const recipient = await line.connection.lookUp(customer)
  const composed =
    recipient && (await line.connection.compose({ content: { kind: 'text', text } }, recipient))
  if (!recipient || !composed) throw new Error('The customer is on WhatsApp and text can be sent.')
  return { recipient, composed }
}
const send = async (wireId: string, text: string) => {
  const { recipient, composed } = await compose(text)
  await line.connection.relay(recipient, wireId, composed)
}

test.each([
  [{ kind: 'cut' }, 'connection_lost'],
  [{ kind: 'stream_error', code: 440 }, 'replaced'],
  [{ kind: 'stream_error', code: 500 }, 'server_unavailable'],
  [{ kind: 'stream_error', code: 503 }, 'server_unavailable'],
  [{ kind: 'stream_error', code: 515 }, 'restart_required'],
] as const)('%o › closes as %s, once', async (fault, cause) => {
  await house.simulator.fault(fault)
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause })
  await expect(send('3EB0', 'too late')).rejects.toThrow('not connected')
  await line.connection.close()
  expect(line.signals.filter((signal) => signal.kind === 'closed')).toHaveLength(1)
})

test.each([
  [405, 'protocol_refused'],
  [403, 'account_banned'],
  [503, 'server_unavailable'],
] as const)('a login refused with %i › closes as %s', async (code, cause) => {
  await line.connection.close()
  await house.simulator.fault({ kind: 'refuse_login', code, count: 1 })
  line = await house.open(house.whatsapp())
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause })
})

test('closing by us › is told as such, and once', async () => {
  await Promise.all([line.connection.close(), line.connection.close()])
  expect(line.signals.at(-1)).toEqual({ kind: 'closed', cause: 'closed_by_us' })
  expect(line.signals.filter((signal) => signal.kind === 'closed')).toHaveLength(1)
})

test('an owner whose lease may have passed on › writes nothing more, and the line closes', async () => {
  await line.connection.close()
  let ours = true
  line = await house.open(house.whatsapp(), { stillOwns: () => ours })
  await line.until('online')
  const { recipient, composed } = await compose('terlambat')
  ours = false
  await expect(line.connection.relay(recipient, '3EB0PAUSED', composed)).rejects.toThrow('another owner')
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause: 'connection_lost' })
  line = await house.open(house.whatsapp())
  await line.until('online')
  await line.connection.relay(recipient, '3EB0HEIR', composed)
  await eventually(() => Promise.resolve(line.acknowledged.includes('3EB0HEIR')))
  expect((await house.simulator.summary()).undecryptableByContact).toBe(0)
  expect((await house.simulator.ledger('received')).map(({ id }) => id)).not.toContain('3EB0PAUSED')
})

test('a refused send › tells the code, and the connection lives on', async () => {
  await house.simulator.fault({ kind: 'nack', error: 463, count: 1 })
  await send('3EB0463', 'ditolak')
  await eventually(() => Promise.resolve(line.refused.includes('3EB0463')))
  await send('3EB0464', 'diterima')
  await eventually(() => Promise.resolve(line.acknowledged.includes('3EB0464')))
})

test('unlinked from the phone › is final; forgotten and scanned anew, the number writes and hears again', async () => {
  await house.simulator.unlinkAll(ourPhone)
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause: 'logged_out_from_phone' })
  const whatsapp = house.whatsapp()
  line = await house.open(whatsapp)
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause: 'logged_out_from_phone' })
  await whatsapp.forget(house.fence())
  const { rows } = await house.pool.query('SELECT FROM session.signal_keys')
  expect(rows).toHaveLength(0)
  line = await house.open(whatsapp)
  await line.until('online')
  expect(line.signals.map((signal) => signal.kind)).toEqual(['qr', 'linking', 'linked', 'online'])
  await send('3EB0AGAIN', 'kami kembali')
  await eventually(() => Promise.resolve(line.acknowledged.includes('3EB0AGAIN')))
  await house.simulator.write(customer, ourPhone, 'selamat datang')
  await eventually(async () => (await house.events()).length === 1)
  expect((await house.simulator.summary()).undecryptableByContact).toBe(0)
})

test('logging out › unlinks the device at the phone', async () => {
  await line.connection.logOut()
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause: 'closed_by_us' })
  await eventually(async () => (await house.simulator.devicesOf(ourPhone)).length === 0)
  await house.whatsapp().forget(house.fence())
})
