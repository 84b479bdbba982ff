// Proves that what rule-breaking phones send is kept, visible where a person should see it, and harmless.
import { Buffer } from 'node:buffer'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proto } from '../../src/whatsapp/baileys/library.ts'
import { eventually, type Line, ourPhone, startWireHouse, type WireHouse } from './wire-house.ts'

const [stranger, victim] = ['6281200000066', '6281200000002']
let house: WireHouse
let line: Line

beforeAll(async () => {
  house = await startWireHouse()
  await house.simulator.addPhone(stranger, 'Orang Iseng')
  await house.simulator.addPhone(victim, 'Budi')
  line = await house.open(house.whatsapp())
  await line.until('online')
}, 60_000)
afterAll(async () => {
  await line.connection.close()
  await house[Symbol.asyncDispose]()
})

const { Type } = proto.Message.ProtocolMessage
const halo: proto.IMessage = { conversation: 'halo' }
interface Raw {
  attrs?: Record<string, string | null>
  enc?: Record<string, unknown>
  part?: 'enc' | 'plaintext' | 'none'
}
let count = 0
/** Sends it, then a plain message after it; answers what the log was told in between. */
async function between(message: proto.IMessage | Uint8Array, raw: Raw = {}): Promise<MessageEvent[]> {
  const before = (await house.events()).length
  const bytes = message instanceof Uint8Array ? message : proto.Message.encode(message).finish()
  await house.simulator.call('POST', `/api/phones/${stranger}/raw`, {
    to: ourPhone,
    proto: Buffer.from(bytes).toString('base64'),
    ...raw,
  })
  const marker = `penanda ${++count}`
  await house.simulator.write(victim, ourPhone, marker)
  const events = await eventually(async () => {
    const found = (await house.events()).slice(before)
    return found.some((event) => JSON.stringify(event.data).includes(marker)) && found
  })
  return events.filter((event) => !JSON.stringify(event.data).includes(marker))
}
const contents = (events: MessageEvent[]) =>
  events.map((event) =>
    event.type === 'session.message_received.v1' ? event.data.sealed?.content : event.type,
  )
const sentAt = (events: MessageEvent[]) =>
  events.map((event) => (event.type === 'session.message_received.v1' ? event.data.sentAt : ''))

test('B39 › without an id, without a time, or from another century: shown, at the time it came', async () => {
  expect(contents(await between(halo, { attrs: { id: null } }))).toEqual([{ kind: 'text', text: 'halo' }])
  for (const t of [null, '0', '4070908800', 'soon']) {
    const events = await between(halo, { attrs: { t } })
    expect(contents(events)).toEqual([{ kind: 'text', text: 'halo' }])
    expect(Math.abs(Date.parse(sentAt(events)[0] ?? '') - Date.now())).toBeLessThan(60_000)
  }
}, 40_000)

test('B39 › from a server that does not exist: no chat, and nothing after it is held up', async () => {
  expect(await between(halo, { attrs: { from: '123@weird.example' } })).toEqual([])
}, 40_000)

test('B40 › encrypted parts that are empty, cut or of an unknown kind: a placeholder each', async () => {
  for (const raw of [
    { enc: { ciphertext: '' } },
    { enc: { keepBytes: 10 } },
    { enc: { type: 'quantum' } },
    { part: 'none' },
    { part: 'plaintext' },
  ] as const) {
    expect(contents(await between(halo, raw))).toEqual(['session.message_undecryptable.v1'])
  }
  expect(contents(await between(halo, { enc: { v: '9' } }))).toEqual([{ kind: 'text', text: 'halo' }])
}, 60_000)

test('B41 › ten megabytes, a thousand envelopes, bytes that are no message: named, not followed', async () => {
  const large = contents(await between({ conversation: 'x'.repeat(10_000_000) }))
  expect(large).toEqual([{ kind: 'unsupported', what: 'very large message' }])
  let nested = halo
  for (let depth = 0; depth < 1000; depth++) nested = { ephemeralMessage: { message: nested } }
  expect(contents(await between(nested))).toEqual([{ kind: 'unsupported', what: 'nested message' }])
  expect(contents(await between(Buffer.from('ffffffffffff', 'hex')))).toMatchObject([{ kind: 'unsupported' }])
}, 60_000)

test('B42 › long, turned, joined, with script and zero characters: kept as text', async () => {
  for (const text of ['y'.repeat(65_000), '\u202e123', '👨‍👩‍👧‍👦', '<script>alert(1)</script>']) {
    expect(contents(await between({ conversation: text }))).toEqual([{ kind: 'text', text }])
  }
  expect(contents(await between({ conversation: 'a\u0000b' }))).toEqual([{ kind: 'text', text: 'ab' }])
}, 60_000)

test('B43 › file names and types: cleaned, and nothing that a browser runs', async () => {
  const documentMessage = { fileName: '../../x\n.html', mimetype: 'text/html', mediaKey: Buffer.alloc(32) }
  expect(contents(await between({ documentMessage }))).toMatchObject([
    { kind: 'document', media: { fileName: 'x.html', mimetype: 'application/octet-stream' } },
  ])
}, 40_000)

test('B45 › an edit or deletion of somebody else’s message: told to nobody', async () => {
  const wireId = await house.simulator.write(victim, ourPhone, 'pesan Budi')
  const original = await eventually(async () =>
    (await house.events()).find((event) => JSON.stringify(event.data).includes('pesan Budi')),
  )
  for (const fromMe of [true, false]) {
    const key = { remoteJid: await house.simulator.lidOf(victim), fromMe, id: wireId }
    const edit = { key, type: Type.MESSAGE_EDIT, editedMessage: { conversation: 'palsu' } }
    const touched = [
      ...(await between({ protocolMessage: edit })),
      ...(await between({ protocolMessage: { key, type: Type.REVOKE } })),
    ]
    // What the stranger may name is a message of his own that does not exist, never that of Budi.
    expect(touched.some((event) => event.data.messageId === original.data.messageId)).toBe(false)
    if (!fromMe) expect(touched).toEqual([])
  }
}, 60_000)

test('B46 › what only our own phone may say: dropped, whoever says it and however he calls himself', async () => {
  const before = await house.pool.query('SELECT * FROM session.signal_keys WHERE type LIKE $1', [
    'app-state%',
  ])
  const keyId = { keyId: Buffer.from('forged') }
  const keyData = { keyData: Buffer.alloc(32), fingerprint: {}, timestamp: 1 }
  for (const protocolMessage of [
    { type: Type.APP_STATE_SYNC_KEY_SHARE, appStateSyncKeyShare: { keys: [{ keyId, keyData }] } },
    { type: Type.HISTORY_SYNC_NOTIFICATION, historySyncNotification: { syncType: 0 } },
    { type: Type.LID_MIGRATION_MAPPING_SYNC, lidMigrationMappingSyncMessage: {} },
    { type: Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE, peerDataOperationRequestResponseMessage: {} },
  ]) {
    expect(await between({ protocolMessage })).toEqual([])
    expect(await between({ protocolMessage }, { attrs: { category: 'peer' } })).toEqual([])
  }
  const after = await house.pool.query('SELECT * FROM session.signal_keys WHERE type LIKE $1', ['app-state%'])
  expect(after.rowCount).toBe(before.rowCount)
}, 90_000)

test('B48 › a name of ten thousand characters, with markup and turned: short and inert', async () => {
  const notify = `\u202e<b>${'z'.repeat(10_000)}`
  const [event] = await between(halo, { attrs: { notify } })
  const name = event?.type === 'session.message_received.v1' ? event.data.sealed?.correspondent.name : ''
  expect(name).toHaveLength(100)
  expect(name).not.toContain('\u202e')
}, 40_000)

test('afterwards › the connection is the same one, and all is confirmed but the message that has no id', async () => {
  expect(line.signals.filter((signal) => signal.kind === 'closed')).toEqual([])
  expect(line.signals.filter((signal) => signal.kind === 'online')).toHaveLength(1)
  await eventually(async () => (await house.simulator.summary(ourPhone)).waiting <= 1)
})
