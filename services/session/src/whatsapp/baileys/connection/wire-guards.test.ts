// Proves the guards around a socket: what waits before it leaves, what is heard before Baileys, what ends what.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { closeCauseOf } from './close-cause.ts'
import { guardListeners } from './listener-guard.ts'
import { guardReceipts } from './receipt-door.ts'
import { keepStrange } from './strange-door.ts'
import { holdBack } from './wire-barrier.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('frames › wait for credentials that are being stored, and leave in order', async () => {
  const left: unknown[] = []
  const socket = {
    send: (data: unknown, done?: (error?: Error) => void) => {
      left.push(data)
      done?.()
    },
    terminate: () => undefined,
  }
  let pending: Promise<void> | null = null
  holdBack(socket, { pending: () => pending, mayLeave: () => true })
  socket.send('a')
  expect(left).toEqual(['a'])
  const { promise, resolve } = Promise.withResolvers<void>()
  pending = promise
  socket.send('b')
  pending = null
  socket.send('c')
  await turn()
  expect(left).toEqual(['a'])
  resolve()
  await turn()
  expect(left).toEqual(['a', 'b', 'c'])
})

test('a frame that has left › is told, and its sender too', () => {
  const told: string[] = []
  const socket = {
    send: (_data: unknown, done?: (error?: Error) => void) => done?.(),
    terminate: () => undefined,
  }
  holdBack(socket, { pending: () => null, mayLeave: () => true, onSent: () => told.push('sent') })
  socket.send('a', () => told.push('done'))
  expect(told).toEqual(['sent', 'done'])
})

test('frames › never leave when the credentials could not be stored', async () => {
  const left: unknown[] = []
  const socket = {
    send: (data: unknown, _done?: (error?: Error) => void) => void left.push(data),
    terminate: () => undefined,
  }
  holdBack(socket, { pending: () => Promise.reject(new Error('the database is away')), mayLeave: () => true })
  const told = await new Promise<Error | undefined>((resolve) => socket.send('a', resolve))
  expect(told?.message).toBe('the database is away')
  expect(left).toEqual([])
})

test('frames of a number that may be another’s › never leave, and the line ends', async () => {
  const left: unknown[] = []
  const socket = {
    send: (data: unknown, _done?: (error?: Error) => void) => void left.push(data),
    terminate: () => void left.push('the end'),
  }
  let ours = true
  let pending: Promise<void> | null = null
  holdBack(socket, { pending: () => pending, mayLeave: () => ours })
  socket.send('before')
  pending = Promise.resolve()
  const told = new Promise<Error | undefined>((resolve) => socket.send('held back meanwhile', resolve))
  ours = false
  expect((await told)?.message).toBe('The number may have another owner by now.')
  expect(left).toEqual(['before', 'the end'])
})

test('a listener that rejects › is told instead of ending the process', async () => {
  const wire = new EventEmitter()
  wire.on('message', () => Promise.reject(new Error('a corrupt frame')))
  const told: unknown[] = []
  guardListeners(wire, (error, event) => told.push([error instanceof Error && error.message, event]))
  wire.emit('message', 'bytes')
  await turn()
  expect(told).toEqual([['a corrupt frame', 'message']])
})

test('receipts › are heard one after the other, then told to Baileys', async () => {
  const wire = new EventEmitter()
  const seen: string[] = []
  wire.on('CB:receipt', ({ attrs }: { attrs: { id: string } }) => seen.push(`baileys ${attrs.id}`))
  guardReceipts(
    wire,
    async ({ attrs }) => {
      await turn()
      seen.push(`heard ${attrs['id']}`)
    },
    () => seen.push('failed'),
  )
  for (const id of ['1', '2']) wire.emit('CB:receipt', { tag: 'receipt', attrs: { id } })
  await turn()
  await turn()
  await turn()
  expect(seen).toEqual(['heard 1', 'baileys 1', 'heard 2', 'baileys 2'])
})

test('a receipt that cannot be kept › ends the connection, and Baileys hears of none after it', async () => {
  const wire = new EventEmitter()
  const seen: string[] = []
  wire.on('CB:receipt', () => seen.push('baileys'))
  guardReceipts(
    wire,
    () => Promise.reject(new Error('the log is away')),
    () => seen.push('failed'),
  )
  for (const id of ['1', '2']) wire.emit('CB:receipt', { tag: 'receipt', attrs: { id } })
  await turn()
  expect(seen).toEqual(['failed'])
})

const ended = (statusCode: number, message = '') =>
  Object.assign(new Error(message), { output: { statusCode } })

test.each([
  [401, 'logged_out_from_phone'],
  [403, 'account_banned'],
  [405, 'protocol_refused'],
  [408, 'connection_lost'],
  [428, 'connection_lost'],
  [440, 'replaced'],
  [500, 'server_unavailable'],
  [503, 'server_unavailable'],
  [515, 'restart_required'],
  [999, 'connection_lost'],
] as const)('close cause › status %i is %s', (status, cause) => {
  expect(closeCauseOf(ended(status), false)).toBe(cause)
})

test('close cause › QR codes that nobody scanned are an expired pairing, silence after pairing is a lost connection', () => {
  expect(closeCauseOf(ended(408, 'QR refs attempts ended'), true)).toBe('pairing_expired')
  expect(closeCauseOf(ended(408, 'Connection was lost'), true)).toBe('connection_lost')
  expect(closeCauseOf(new Error('no status'), false)).toBe('connection_lost')
})

test('a message whose addresses make no sense › is given to Baileys only once it is kept, and never where it is not', async () => {
  const wire = new EventEmitter()
  const [kept, told, failed]: [string[], string[], unknown[]] = [[], [], []]
  wire.on('CB:message', (node: { attrs: { id: string } }) => void told.push(node.attrs.id))
  let keep: Promise<void> = Promise.resolve()
  keepStrange(
    wire,
    () => ['1@s.whatsapp.net', '1@lid'],
    (node) => keep.then(() => void kept.push(node.attrs['id'] ?? '')),
    (error) => failed.push(error),
  )
  const come = (attrs: Record<string, string>) => wire.emit('CB:message', { tag: 'message', attrs })
  come({ id: 'plain', from: '2@lid' })
  expect([kept, told]).toEqual([[], ['plain']])
  come({ id: 'weird', from: '2@weird.example' })
  expect(told).toEqual(['plain'])
  await turn()
  expect([kept, told]).toEqual([['weird'], ['plain', 'weird']])
  keep = Promise.reject(new Error('store'))
  come({ id: 'group', from: '3@g.us' })
  await turn()
  expect([told, failed]).toEqual([['plain', 'weird'], [new Error('store')]])
})
