// Rules of numbers that get their private id later, with the real Baileys as the client.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from './client.ts'
import { link, records, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'

describe('a number without private id', () => {
  let simulator: Running
  let client: TestClient
  let numbers = 0
  let budi = ''
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await simulator.call('POST', '/api/phones', { phone: SHOP, name: 'Toko' })
    client = await link(simulator, SHOP)
  })
  afterAll(async () => {
    client.end()
    await simulator.stop()
  })

  const newCustomer = async (): Promise<void> => {
    budi = `62822222222${numbers++}`
    const { body } = await simulator.call('POST', '/api/phones', { phone: budi, name: 'Budi', lid: false })
    expect(body).toMatchObject({ lid: null })
  }
  const pn = () => `${budi}@s.whatsapp.net`
  const budiWrites = (text: string, more: object = {}) =>
    simulator.call('POST', `/api/phones/${budi}/messages`, { to: SHOP, text, ...more })
  const arrived = async (text: string) => {
    const found = () => client.upserts.find(({ message }) => message.message?.conversation === text)
    await until(`${text} arrives`, found)
    return found()?.message
  }
  const budiHas = async (text: string) =>
    records(await simulator.call('GET', `/api/phones/${budi}/messages`)).some(
      (message) => message['text'] === text,
    )
  const giveLid = async (body: object = {}): Promise<string> => {
    const answer = await simulator.call('POST', `/api/phones/${budi}/lid`, body)
    return `${/"lid":"(\d+)"/.exec(JSON.stringify(answer.body))?.[1]}@lid`
  }

  it('writes and is written to by number only', async () => {
    await newCustomer()
    await budiWrites('tanpa lid')
    const message = await arrived('tanpa lid')
    expect(message?.key).toMatchObject({ remoteJid: pn(), addressingMode: 'pn' })
    expect(message?.key.remoteJidAlt).toBeUndefined()
    expect(await client.sock.onWhatsApp(budi)).toEqual([{ jid: pn(), exists: true }])
    await client.sock.sendMessage(pn(), { text: 'balas tanpa lid' })
    await until('Budi has it', () => budiHas('balas tanpa lid'))
  })

  it('moves to its private id with the next message, in the middle of a chat', async () => {
    await newCustomer()
    await budiWrites('sebelum')
    await arrived('sebelum')
    await client.sock.sendMessage(pn(), { text: 'balas sebelum' })
    await until('Budi has it', () => budiHas('balas sebelum'))
    const lid = await giveLid()
    await budiWrites('sesudah')
    expect((await arrived('sesudah'))?.key).toMatchObject({ remoteJid: lid, remoteJidAlt: pn() })
    expect(await client.sock.signalRepository.lidMapping.getLIDForPN(pn())).toBe(lid)
    await client.sock.sendMessage(lid, { text: 'balas ke lid' })
    await until('Budi has it', () => budiHas('balas ke lid'))
    await client.sock.sendMessage(pn(), { text: 'balas ke nomor' })
    await until('Budi has that too', () => budiHas('balas ke nomor'))
  })

  it('may go on writing by number, and then says its private id beside it', async () => {
    await newCustomer()
    const lid = await giveLid()
    await budiWrites('masih nomor', { addressing: 'pn' })
    expect((await arrived('masih nomor'))?.key).toMatchObject({ remoteJid: pn(), remoteJidAlt: lid })
  })

  it('can be told to linked devices by their own phone', async () => {
    await newCustomer()
    await budiWrites('pertama')
    await arrived('pertama')
    const lid = await giveLid({ tell: [SHOP] })
    await until(
      'the client knows',
      async () => (await client.sock.signalRepository.lidMapping.getLIDForPN(pn())) === lid,
    )
    await budiWrites('kedua')
    expect((await arrived('kedua'))?.key.remoteJid).toBe(lid)
  })
})
