// Rules of messages that break the rules, as the real Baileys sees them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proto } from '@whiskeysockets/baileys'
import type { BinaryNode } from '@whiskeysockets/baileys'
import type { TestClient } from './client.ts'
import { addPhone, link, records, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'
const BUDI = '628222222222'

const text = (conversation: string): string =>
  Buffer.from(proto.Message.encode({ conversation }).finish()).toString('base64')

describe('raw messages', () => {
  let simulator: Running
  let client: TestClient
  const stanzas: BinaryNode[] = []
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await addPhone(simulator, SHOP, 'Toko')
    await addPhone(simulator, BUDI)
    client = await link(simulator, SHOP)
    client.sock.ws.on('CB:message', (stanza: BinaryNode) => stanzas.push(stanza))
  })
  afterAll(async () => {
    client.end()
    await simulator.stop()
  })

  const raw = async (body: object): Promise<string> => {
    const answer = await simulator.call('POST', `/api/phones/${BUDI}/raw`, { to: SHOP, ...body })
    expect(answer).toMatchObject({ status: 201, body: { devices: 1 } })
    return String(records({ status: 0, body: [answer.body] })[0]?.['id'])
  }
  const upsertOf = (id: string) => client.upserts.find(({ message }) => message.key.id === id)?.message
  const arrived = async (id: string) => {
    await until('it arrives', () => upsertOf(id))
    return upsertOf(id)
  }

  it('bytes of a message arrive like any message', async () => {
    expect((await arrived(await raw({ proto: text('mentah') })))?.message?.conversation).toBe('mentah')
  })

  it.each([
    ['0', 0],
    ['4070908800', 4070908800],
  ])('a stanza may claim the time %s', async (t, seconds) => {
    const message = await arrived(await raw({ proto: text('jam aneh'), attrs: { t } }))
    expect(Number(message?.messageTimestamp)).toBe(seconds)
  })

  it.each([
    ['has no id', { id: null }, 'id'],
    ['has no time', { t: null }, 't'],
  ])('a stanza that %s reaches the client as it is', async (_name, attrs, missing) => {
    const before = stanzas.length
    await raw({ proto: text('kurang'), attrs })
    await until('it is on the wire', () => stanzas.length > before)
    expect(stanzas.at(-1)?.attrs).not.toHaveProperty(missing)
  })

  it('a stanza may come from a server nobody knows', async () => {
    const before = stanzas.length
    await raw({ proto: text('siapa?'), attrs: { from: '123@nowhere.example', sender_pn: null } })
    await until('it is on the wire', () => stanzas.length > before)
    expect(stanzas.at(-1)?.attrs['from']).toBe('123@nowhere.example')
  })

  it.each([
    ['an empty ciphertext', { ciphertext: '' }],
    ['a truncated ciphertext', { keepBytes: 20 }],
    ['an unknown type', { type: 'zzz' }],
    ['a missing padding', { padded: false }],
  ])('%s becomes a placeholder', async (_name, enc) => {
    const message = await arrived(await raw({ proto: text('rusak'), enc }))
    expect(message?.messageStubType).toBe(proto.WebMessageInfo.StubType.CIPHERTEXT)
  })

  it('a message without an encrypted part becomes a placeholder', async () => {
    expect((await arrived(await raw({ part: 'none' })))?.messageStubType).toBe(
      proto.WebMessageInfo.StubType.CIPHERTEXT,
    )
  })

  it('ten megabytes arrive', { timeout: 20_000 }, async () => {
    const long = 'x'.repeat(10_000_000)
    const message = await arrived(await raw({ proto: text(long) }))
    expect(message?.message?.conversation?.length).toBe(long.length)
  })

  it('the connection survives all of it', async () => {
    expect((await arrived(await raw({ proto: text('masih hidup') })))?.message?.conversation).toBe(
      'masih hidup',
    )
    expect(client.open).toBe(true)
  })

  it('a resent message comes twice under its id, in new ciphertext', async () => {
    const path = `/api/phones/${BUDI}/messages`
    const { body } = await simulator.call('POST', path, { to: SHOP, text: 'dua kali' })
    const [{ id = '' } = {}] = records({ status: 0, body: [body] })
    const answer = await simulator.call('POST', '/api/faults', { kind: 'resend', messageId: id, phone: SHOP })
    expect(answer.body).toMatchObject({ affected: 1 })
    const twice = () => client.upserts.filter(({ message }) => message.key.id === id)
    await until('it came twice', () => twice().length === 2)
    expect(twice().map(({ message }) => message.message?.conversation)).toEqual(['dua kali', 'dua kali'])
    const queued = records(await simulator.call('GET', '/api/ledger?kind=queued&limit=10000'))
    const counters = queued.filter((entry) => entry['id'] === id).map(({ counter }) => counter)
    expect(new Set(counters).size).toBe(2)
  })
})
