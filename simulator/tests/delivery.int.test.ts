// Rules of the offline queue, retries and faults: what survives a dying client, a dying simulator, a bad line.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect } from './client.ts'
import type { TestClient } from './client.ts'
import { addPhone, comeBack, link, records, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'
const BUDI = '628222222222'
const PN = `${BUDI}@s.whatsapp.net`

const heard = (client: TestClient, text: string) =>
  client.upserts.filter(({ message }) => message.message?.conversation === text)

describe('delivery', () => {
  let simulator: Running
  let client: TestClient
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await addPhone(simulator, SHOP, 'Toko')
    await addPhone(simulator, BUDI)
    client = await link(simulator, SHOP)
  })
  beforeEach(async () => {
    await simulator.call('DELETE', '/api/faults')
    if (!client.open) client = await comeBack(simulator, client.state)
  })
  afterAll(async () => {
    client.end()
    await simulator.stop()
  })

  const budiWrites = async (text: string): Promise<string> => {
    const { body } = await simulator.call('POST', `/api/phones/${BUDI}/messages`, { to: SHOP, text })
    return /"id":"(\w+)"/.exec(JSON.stringify(body))?.[1] ?? ''
  }
  const fault = (body: object) => simulator.call('POST', '/api/faults', body)
  const ledger = async (id: string) =>
    records(await simulator.call('GET', '/api/ledger?limit=10000')).filter((entry) => entry['id'] === id)
  const kinds = async (id: string): Promise<string[]> => (await ledger(id)).map(({ kind }) => String(kind))
  const budiHas = async (id: string): Promise<boolean> => {
    const { body } = await simulator.call('GET', `/api/phones/${BUDI}/messages`)
    return JSON.stringify(body).includes(id)
  }
  /** The client gets the next message but is gone before its receipt leaves. */
  const dieOnNextMessage = (victim: TestClient): void => {
    victim.sock.ws.on('CB:message', () => victim.end())
  }

  it('a message that came while the client was away arrives offline, as append, and is then settled', async () => {
    client.end()
    await until('the simulator notices', async () => {
      const { body } = await simulator.call('GET', `/api/phones/${SHOP}`)
      return JSON.stringify(body).includes('"online":false')
    })
    const id = await budiWrites('waktu tidur')
    client = await comeBack(simulator, client.state)
    await until('it arrives', () => heard(client, 'waktu tidur').length === 1)
    expect(heard(client, 'waktu tidur')[0]?.type).toBe('append')
    await until('it is settled', async () => (await kinds(id)).includes('receipted'))
    expect(await ledger(id)).toContainEqual(expect.objectContaining({ kind: 'delivered', offline: true }))
  })

  it('a message delivered to a client that dies before the receipt comes again', async () => {
    dieOnNextMessage(client)
    const id = await budiWrites('tanpa kwitansi')
    await until('the client is gone', () => client.closed !== undefined)
    expect(await kinds(id)).not.toContain('receipted')
    client = await comeBack(simulator, client.state)
    await until('it is settled', async () => {
      const seen = await kinds(id)
      return seen.includes('receipted') || seen.includes('nacked')
    })
    const deliveries = (await ledger(id)).filter(({ kind }) => kind === 'delivered')
    expect(deliveries.map(({ offline }) => offline)).toEqual([false, true])
  })

  it('a message that the client cannot decrypt is asked for again and arrives under the same id', async () => {
    await fault({ kind: 'undecryptable', count: 1, phone: SHOP })
    const id = await budiWrites('rusak dulu')
    await until('it arrives', () => heard(client, 'rusak dulu').length === 1)
    expect(heard(client, 'rusak dulu')[0]?.message.key.id).toBe(id)
    await until('both deliveries are settled', async () => {
      const seen = await kinds(id)
      return seen.includes('nacked') && seen.includes('receipted')
    })
    expect(await kinds(id)).toEqual(expect.arrayContaining(['retry_requested', 'retry_answered']))
    expect(await ledger(id)).toContainEqual(expect.objectContaining({ kind: 'nacked', error: 500 }))
  })

  it('a phone answers at most five retry receipts for one message', async () => {
    await fault({ kind: 'undecryptable', count: 50, phone: SHOP })
    const id = await budiWrites('rusak terus')
    const retries = async (): Promise<number> =>
      (await kinds(id)).filter((kind) => kind === 'retry_answered').length
    await until('five answers', async () => (await retries()) === 5, 20_000)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await retries()).toBe(5)
  })

  it('a contact that cannot decrypt asks again, gets the same id and then has the message', async () => {
    await fault({ kind: 'cannot_decrypt', count: 1, phone: SHOP })
    const sent = await client.sock.sendMessage(PN, { text: 'coba lagi' })
    const id = sent?.key.id ?? ''
    await until('Budi has it', () => budiHas(id))
    expect(await kinds(id)).toEqual(expect.arrayContaining(['undecryptable', 'retry_sent', 'decrypted']))
    const { body } = await simulator.call('GET', '/api/ledger/summary')
    expect(body).toMatchObject({ neverDecrypted: 0, reusedKeys: 0 })
  })

  it('a nack reaches the client, and the message nobody', async () => {
    await fault({ kind: 'nack', error: 479, count: 1, phone: SHOP })
    const sent = await client.sock.sendMessage(PN, { text: 'ditolak' })
    const id = sent?.key.id ?? ''
    await until('the client knows', () => client.acks.get(id) === '479')
    expect(await budiHas(id)).toBe(false)
  })

  it('a dropped ack leaves the client without an answer, although the message arrived', async () => {
    await fault({ kind: 'drop_acks', count: 1, phone: SHOP })
    const sent = await client.sock.sendMessage(PN, { text: 'tanpa jawaban' })
    const id = sent?.key.id ?? ''
    await until('Budi has it', () => budiHas(id))
    expect(client.acks.has(id)).toBe(false)
  })

  it('a delayed ack comes late', async () => {
    await fault({ kind: 'delay_acks', ms: 3000, phone: SHOP })
    const sent = await client.sock.sendMessage(PN, { text: 'pelan' })
    const id = sent?.key.id ?? ''
    await until('Budi has it', () => budiHas(id))
    expect(client.acks.has(id)).toBe(false)
    await until('the ack comes', () => client.acks.get(id) === 'ok')
  })

  it('held messages come when they are released, in order', async () => {
    await fault({ kind: 'hold_messages', phone: SHOP })
    await budiWrites('tahan 1')
    await budiWrites('tahan 2')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(heard(client, 'tahan 1')).toEqual([])
    await fault({ kind: 'release', phone: SHOP })
    await until('both arrive', () => heard(client, 'tahan 2').length === 1)
    const order = client.upserts.map(({ message }) => message.message?.conversation)
    expect(order.indexOf('tahan 1')).toBeLessThan(order.indexOf('tahan 2'))
    expect(heard(client, 'tahan 1')[0]?.type).toBe('notify')
  })

  it('a ciphertext that comes a second time is refused by the client, which used its key before', async () => {
    const id = await budiWrites('sekali')
    await until('it is settled', async () => (await kinds(id)).includes('receipted'))
    expect((await fault({ kind: 'redeliver', messageId: id })).body).toMatchObject({ affected: 1 })
    await until('it is refused', async () =>
      (await ledger(id)).some(({ error }) => error === 487 || error === 500),
    )
  })

  it.each([503, 401, 440, 515])('a stream error %i closes the client with that code', async (code) => {
    await fault({ kind: 'stream_error', code, phone: SHOP })
    await until('it is closed', () => client.closed !== undefined)
    expect(client.closed).toBe(code)
  })

  it('a refused login closes with the code, and the one after works', async () => {
    client.end()
    await fault({ kind: 'refuse_login', code: 503, count: 1, phone: SHOP })
    const refused = connect(simulator, client.state)
    await until('it is refused', () => refused.closed !== undefined)
    expect(refused.closed).toBe(503)
    client = await comeBack(simulator, client.state)
  })

  it('a killed and restarted simulator goes on with the same phones, sessions and queues', async () => {
    await client.sock.sendMessage(PN, { text: 'sebelum mati' })
    dieOnNextMessage(client)
    const id = await budiWrites('sebelum dan sesudah')
    await simulator.kill()
    const { rootKey } = simulator
    simulator = await startSimulatorProcess(simulator.dataDir)
    expect(simulator.rootKey).toBe(rootKey)
    client = await comeBack(simulator, client.state)
    await until('the queue was kept', async () => {
      const seen = await kinds(id)
      return seen.includes('receipted') || seen.includes('nacked')
    })
    const sent = await client.sock.sendMessage(PN, { text: 'sesudah mati' })
    await until('Budi can still read the client', () => budiHas(sent?.key.id ?? ''))
    await budiWrites('masih bisa')
    await until('the client can still read Budi', () => heard(client, 'masih bisa').length === 1)
  })
})
