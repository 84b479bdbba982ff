// Proves that what rule-breaking phones send is kept, visible where a person should see it, and harmless.
import { Buffer } from 'node:buffer'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { startTelemetry } from '@indoshopster/service/telemetry'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proto } from '../../src/whatsapp/baileys/library.ts'
import { eventually, type Line, ourPhone, startWireHouse, type WireHouse } from './wire-house.ts'

const [stranger, victim] = ['6281200000066', '6281200000002']
let house: WireHouse
let line: Line
// Before anything is counted.
const telemetry = await startTelemetry({ service: 'bad-input', otlpEndpoint: '', sampleRatio: 0 })

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
  await telemetry.stop()
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
/** What a counter says under a label; 0 before it is first counted. */
async function counted(name: string, label: string): Promise<number> {
  const lines = (await telemetry.prometheusText()).split('\n')
  const found = lines.find((each) => each.startsWith(`${name}{`) && each.includes(label))
  return Number(found?.split(' ').at(-1) ?? 0)
}
const turnedAway = async () =>
  (await counted('stanzas_turned_away_total', 'what="status"')) +
  (await counted('stanzas_turned_away_total', 'what="channel"'))
/** How many arrivals the journal holds. */
async function journalled(): Promise<number> {
  const { rows } = await house.pool.query<{ rows: number }>(
    'SELECT count(*)::int AS rows FROM session.intake',
  )
  return rows[0]?.rows ?? 0
}
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

test('B39 › from a server that does not exist: kept and counted before it is refused, in no chat, holding nothing up', async () => {
  const [before, counts] = [await journalled(), await counted('arrivals_unreadable_total', 'no_chat')]
  expect(await between(halo, { attrs: { from: '123@weird.example' } })).toEqual([])
  // It, and what `between` sends after it.
  expect(await journalled()).toBe(before + 2)
  expect(await counted('arrivals_unreadable_total', 'no_chat')).toBe(counts + 1)
}, 40_000)

test('B40 › encrypted parts that are empty, cut or of an unknown kind: counted, and a placeholder each', async () => {
  const of = (why: string) => counted('arrivals_unreadable_total', why)
  const [absent, undecryptable] = [await of('absent'), await of('undecryptable')]
  for (const raw of [
    { enc: { ciphertext: '' } },
    { enc: { keepBytes: 10 } },
    { enc: { type: 'quantum' } },
    { part: 'none' },
    { part: 'plaintext' },
  ] as const) {
    expect(contents(await between(halo, raw))).toEqual(['session.message_undecryptable.v1'])
  }
  expect([await of('absent'), await of('undecryptable')]).toEqual([absent + 3, undecryptable + 2])
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

test('B45 › an edit or deletion of somebody else’s message: told to nobody, and counted', async () => {
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
  expect(await counted('arrivals_refused_total', 'what="edit"')).toBe(1)
  expect(await counted('arrivals_refused_total', 'what="deletion"')).toBe(1)
}, 60_000)

test('B46 › what only our own phone may say: dropped and counted, which is alarmed about, whoever says it and however he calls himself', async () => {
  const before = await house.pool.query('SELECT * FROM session.signal_keys WHERE type LIKE $1', [
    'app-state%',
  ])
  const keyId = { keyId: Buffer.from('forged') }
  const keyData = { keyData: Buffer.alloc(32), fingerprint: {}, timestamp: 1 }
  const kinds = [
    { type: Type.APP_STATE_SYNC_KEY_SHARE, appStateSyncKeyShare: { keys: [{ keyId, keyData }] } },
    { type: Type.HISTORY_SYNC_NOTIFICATION, historySyncNotification: { syncType: 0 } },
    { type: Type.LID_MIGRATION_MAPPING_SYNC, lidMigrationMappingSyncMessage: {} },
    { type: Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE, peerDataOperationRequestResponseMessage: {} },
  ]
  for (const protocolMessage of kinds) {
    expect(await between({ protocolMessage })).toEqual([])
    expect(await between({ protocolMessage }, { attrs: { category: 'peer' } })).toEqual([])
    const what = `what="${Type[protocolMessage.type].toLowerCase()}"`
    expect(await counted('arrivals_refused_total', what)).toBe(2)
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

test('B49 › thousands of statuses and channel posts: confirmed unread, while a chat goes on', async () => {
  await between(halo)
  const [before, away] = [await journalled(), await turnedAway()]
  const posts = (text: string) =>
    house.simulator.call('POST', `/api/phones/${stranger}/status`, { text, count: 1500, to: [ourPhone] })
  const channel = () => house.simulator.fault({ kind: 'newsletter_noise', count: 3500, phone: ourPhone })
  await Promise.all([posts('promo'), channel()])
  const wireId = await house.simulator.write(victim, ourPhone, 'di tengah banjir')
  await Promise.all([posts('promo lagi'), channel()])
  // Ten thousand stanzas; every second one of a channel is a notice, which is no message.
  await eventually(async () => (await turnedAway()) - away === 6500, 60_000)
  await eventually(async () => (await house.simulator.summary(ourPhone)).waiting <= 1, 60_000)
  expect(await journalled()).toBe(before + 1)
  const receipts = await house.simulator.ledger('receipted')
  const confirmed = await house.simulator.ledger('acked')
  const chat = receipts.find(({ id }) => id === wireId)
  expect(chat?.seq).toBeLessThan(confirmed.at(-1)?.seq ?? 0)
}, 150_000)

test('afterwards › the connection is the same one, and all is confirmed but the message that has no id', async () => {
  expect(line.signals.filter((signal) => signal.kind === 'closed')).toEqual([])
  expect(line.signals.filter((signal) => signal.kind === 'online')).toHaveLength(1)
  await eventually(async () => (await house.simulator.summary(ourPhone)).waiting <= 1)
})
