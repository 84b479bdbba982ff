// Rules of groups between linked devices and virtual phones, with the real Baileys as the client.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getBinaryNodeChild } from '@whiskeysockets/baileys'
import type { BaileysEventMap, BinaryNode } from '@whiskeysockets/baileys'
import type { TestClient } from './client.ts'
import { addPhone, link, records, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'
const BUDI = '628222222222'
const SITI = '628333333333'

describe.each(['lid', 'pn'] as const)('a group addressed by %s', (addressing) => {
  let simulator: Running
  let client: TestClient
  let second: TestClient
  let group = ''
  const lids = new Map<string, string>()
  const receipts: BaileysEventMap['message-receipt.update'] = []
  const created: BaileysEventMap['groups.upsert'] = []
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    for (const phone of [SHOP, BUDI, SITI]) {
      const { body } = await addPhone(simulator, phone)
      lids.set(phone, `${/"lid":"(\d+)"/.exec(JSON.stringify(body))?.[1]}@lid`)
    }
    client = await link(simulator, SHOP)
    second = await link(simulator, SHOP)
    client.sock.ev.on('message-receipt.update', (updates) => void receipts.push(...updates))
    client.sock.ev.on('groups.upsert', (groups) => void created.push(...groups))
    const { body } = await simulator.call('POST', '/api/groups', {
      creator: BUDI,
      subject: 'Reseller',
      participants: [SHOP, SITI],
      addressing,
    })
    group = String(records({ status: 0, body: [body] })[0]?.['id'])
  })
  beforeEach(() => simulator.call('DELETE', '/api/faults'))
  afterAll(async () => {
    client.end()
    second.end()
    await simulator.stop()
  })

  const jid = (phone: string): string =>
    (addressing === 'lid' ? lids.get(phone) : undefined) ?? `${phone}@s.whatsapp.net`
  const write = async (from: string, text: string): Promise<string> => {
    const { body } = await simulator.call('POST', `/api/phones/${from}/messages`, { to: group, text })
    return String(records({ status: 0, body: [body] })[0]?.['id'])
  }
  const heard = (who: TestClient, text: string) =>
    who.upserts.filter(
      ({ message }) => (message.message?.conversation ?? message.message?.extendedTextMessage?.text) === text,
    )
  const has = async (phone: string, text: string) =>
    records(await simulator.call('GET', `/api/phones/${phone}/messages?peer=${group}`)).find(
      (message) => message['text'] === text,
    )
  const kinds = async (id: string): Promise<string[]> =>
    records(await simulator.call('GET', '/api/ledger?limit=10000'))
      .filter((entry) => entry['id'] === id)
      .map(({ kind }) => String(kind))

  it('is told to the devices of its members, and describes itself', async () => {
    await until('the client hears of it', () => created.length > 0)
    expect(created[0]).toMatchObject({ id: group, subject: 'Reseller', author: jid(BUDI) })
    const metadata = await client.sock.groupMetadata(group)
    expect(metadata).toMatchObject({ subject: 'Reseller', addressingMode: addressing, owner: jid(BUDI) })
    expect(metadata.participants.map(({ id, admin }) => [id, admin])).toEqual([
      [jid(BUDI), 'superadmin'],
      [jid(SHOP), null],
      [jid(SITI), null],
    ])
    expect(Object.keys(await client.sock.groupFetchAllParticipating())).toEqual([group])
  })

  it('brings what a phone writes to all devices, as its writer', async () => {
    const id = await write(BUDI, 'halo semua')
    await until('both devices have it', () =>
      [client, second].every((who) => heard(who, 'halo semua').length === 1),
    )
    expect(heard(client, 'halo semua')[0]?.message.key).toMatchObject({
      id,
      remoteJid: group,
      fromMe: false,
      participant: jid(BUDI),
    })
    expect(await has(SITI, 'halo semua')).toMatchObject({ direction: 'in', author: BUDI, group })
    await write(BUDI, 'kedua')
    await until('the next one arrives', () => heard(client, 'kedua').length === 1)
    expect(await kinds(id)).not.toContain('retry_requested')
  })

  it('brings what a device writes to all phones and the other device, and ticks come back', async () => {
    const sent = await client.sock.sendMessage(group, { text: 'dari toko' })
    const id = sent?.key.id ?? ''
    await until('the server acks', () => client.acks.get(id) === 'ok')
    for (const phone of [BUDI, SITI]) {
      await until(`${phone} has it`, () => has(phone, 'dari toko'))
      expect(await has(phone, 'dari toko')).toMatchObject({
        direction: 'in',
        author: SHOP,
        status: 'received',
      })
    }
    expect(await has(SHOP, 'dari toko')).toMatchObject({ direction: 'out', author: SHOP })
    await until('the other device has it', () => heard(second, 'dari toko').length === 1)
    expect(heard(second, 'dari toko')[0]?.message.key.fromMe).toBe(true)
    await client.sock.sendMessage(group, { text: 'lagi dari toko' })
    await until('the next one arrives too', () => has(BUDI, 'lagi dari toko'))
    await simulator.call('POST', `/api/phones/${BUDI}/read`, { peer: group })
    const readBy = () => receipts.filter(({ key, receipt }) => key.id === id && receipt.readTimestamp)
    await until('Budi read it', () => readBy().length > 0)
    expect(readBy()[0]?.receipt.userJid).toBe(jid(BUDI))
    const { body } = await simulator.call('GET', '/api/ledger/summary')
    expect(body).toMatchObject({ reusedKeys: 0, neverDecrypted: 0 })
  })

  it('lets a device read on, and its reader shows', async () => {
    const id = await write(SITI, 'sudah baca?')
    await until('it arrives', () => heard(client, 'sudah baca?').length === 1)
    const key = heard(client, 'sudah baca?')[0]?.message.key
    if (key) await client.sock.readMessages([key])
    await until('Siti sees it read', async () => (await has(SITI, 'sudah baca?'))?.['status'] === 'read')
    expect(await kinds(id)).toContain('receipted')
  })

  it.each(['undecryptable', 'drop_sender_key'])('answers a device that could not read: %s', async (kind) => {
    await simulator.call('POST', '/api/faults', { kind, count: 2, phone: SHOP })
    // A member that never wrote before since the key was renewed, so that keys have to be told.
    await simulator.call('POST', `/api/groups/${group}/participants`, { remove: [SITI] })
    await simulator.call('POST', `/api/groups/${group}/participants`, { add: [SITI] })
    const id = await write(SITI, `coba ${kind}`)
    await until('it arrives after all', () => heard(client, `coba ${kind}`).length === 1)
    expect(heard(client, `coba ${kind}`)[0]?.message.key).toMatchObject({ id, participant: jid(SITI) })
    expect(await kinds(id)).toEqual(expect.arrayContaining(['retry_requested', 'retry_answered']))
    await write(SITI, `sesudah ${kind}`)
    await until('the next one arrives', () => heard(client, `sesudah ${kind}`).length === 1)
  })

  it('delivers a message once more in new ciphertext when told to', async () => {
    const id = await write(BUDI, 'dua kali')
    await until('it arrives', () => heard(client, 'dua kali').length === 1)
    await simulator.call('POST', '/api/faults', { kind: 'resend', messageId: id, phone: SHOP })
    await until('it arrives again', () => heard(client, 'dua kali').length === 2)
    expect(new Set(heard(client, 'dua kali').map(({ message }) => message.key.id))).toEqual(new Set([id]))
  })

  it('answers a phone that could not read', async () => {
    await simulator.call('POST', '/api/faults', { kind: 'cannot_decrypt', count: 1, phone: SHOP })
    const sent = await client.sock.sendMessage(group, { text: 'ulangi' })
    for (const phone of [BUDI, SITI]) await until(`${phone} has it`, () => has(phone, 'ulangi'))
    expect(await kinds(sent?.key.id ?? '')).toEqual(expect.arrayContaining(['undecryptable', 'retry_sent']))
  })

  it('changes for all: subject, people', async () => {
    const notices: BinaryNode[] = []
    client.sock.ws.on('CB:notification,type:w:gp2', (notice: BinaryNode) => notices.push(notice))
    await simulator.call('POST', `/api/groups/${group}/subject`, { subject: 'Reseller Jakarta' })
    await until('the new name arrives', () => getBinaryNodeChild(notices.at(-1), 'subject'))
    await client.sock.groupUpdateSubject(group, 'Reseller Bandung')
    const { body } = await simulator.call('GET', `/api/groups/${group}`)
    expect(body).toMatchObject({ subject: 'Reseller Bandung' })
    await simulator.call('POST', `/api/groups/${group}/participants`, { remove: [SHOP] })
    await until('the client is told', () => getBinaryNodeChild(notices.at(-1), 'remove'))
    await expect(client.sock.groupMetadata(group)).rejects.toThrow('forbidden')
    const refused = await simulator.call('POST', `/api/phones/${SHOP}/messages`, { to: group, text: 'x' })
    expect(refused).toMatchObject({ status: 422, body: { code: 'not_a_member' } })
  })

  it('can be made by a device', async () => {
    const made = await client.sock.groupCreate('Toko dan Budi', [`${BUDI}@s.whatsapp.net`])
    await client.sock.sendMessage(made.id, { text: 'grup baru' })
    await until('Budi has it', async () =>
      JSON.stringify((await simulator.call('GET', `/api/phones/${BUDI}/messages`)).body).includes(
        'grup baru',
      ),
    )
  })
})
