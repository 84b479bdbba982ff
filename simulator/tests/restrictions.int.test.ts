// Rules of accounts that WhatsApp restricts, caps, or asks for a passkey, with the real Baileys as the client.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BaileysEventMap, BinaryNode } from '@whiskeysockets/baileys'
import { connect } from './client.ts'
import type { TestClient } from './client.ts'
import { addPhone, link, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'
const BUDI = '628222222222'
const SITI = '628333333333'

type Lock = BaileysEventMap['connection.update']['reachoutTimeLock']

describe('restrictions', () => {
  let simulator: Running
  let client: TestClient
  const locks: Lock[] = []
  const caps: unknown[] = []
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await addPhone(simulator, SHOP, 'Toko')
    await addPhone(simulator, BUDI)
    await addPhone(simulator, SITI, 'Siti')
    client = await link(simulator, SHOP)
    client.sock.ev.on('connection.update', ({ reachoutTimeLock }) => {
      if (reachoutTimeLock) locks.push(reachoutTimeLock)
    })
    client.sock.ev.on('message-capping.update', (cap) => void caps.push(cap))
    await simulator.call('POST', `/api/phones/${BUDI}/messages`, { to: SHOP, text: 'halo' })
  })
  beforeEach(async () => {
    await simulator.call('DELETE', '/api/faults')
    locks.length = 0
    caps.length = 0
  })
  afterAll(async () => {
    client.end()
    await simulator.stop()
  })

  const fault = (body: object) => simulator.call('POST', '/api/faults', { phone: SHOP, ...body })
  const send = async (to: string): Promise<string> => {
    const sent = await client.sock.sendMessage(`${to}@s.whatsapp.net`, { text: 'promo' })
    const id = sent?.key.id ?? ''
    await until('the server answers', () => client.acks.has(id))
    return client.acks.get(id) ?? ''
  }

  it('refuse every message with 463 until they end, and say so at once', async () => {
    const until_ = new Date(Date.now() + 3_600_000)
    await fault({ kind: 'restrict', until: until_.toISOString(), enforcement: 'BIZ_QUALITY' })
    await until('the client is told', () => locks.length > 0)
    expect(locks[0]).toMatchObject({ isActive: true, enforcementType: 'BIZ_QUALITY' })
    expect(locks[0]?.timeEnforcementEnds?.getTime()).toBe(Math.floor(until_.getTime() / 1000) * 1000)
    expect([await send(BUDI), await send(SITI)]).toEqual(['463', '463'])
    expect(await client.sock.fetchAccountReachoutTimelock()).toMatchObject({ isActive: true })
    await fault({ kind: 'unrestrict' })
    await until('the client is told of the end', () => locks.at(-1)?.isActive === false)
    expect(await send(BUDI)).toBe('ok')
  })

  it('may leave chats that exist already alone', async () => {
    await fault({ kind: 'restrict', onlyNew: true })
    await addPhone(simulator, '628444444444')
    expect([await send(BUDI), await send('628444444444')]).toEqual(['ok', '463'])
  })

  it('end by themselves', async () => {
    await fault({ kind: 'restrict', until: new Date(Date.now() - 1000).toISOString() })
    expect(await send(BUDI)).toBe('ok')
    expect(await client.sock.fetchAccountReachoutTimelock()).toMatchObject({ isActive: false })
  })

  it('of a cap tell how much is left, and refuse new chats at the end', async () => {
    await fault({ kind: 'message_cap', used: 80, total: 100 })
    await until('the client is told', () => caps.length > 0)
    expect(caps[0]).toMatchObject({ used_quota: 80, total_quota: 100, capping_status: 'FIRST_WARNING' })
    await addPhone(simulator, '628555555555')
    await addPhone(simulator, '628666666666')
    expect(await send('628555555555')).toBe('ok')
    await fault({ kind: 'message_cap', used: 100, total: 100 })
    expect([await send(BUDI), await send('628666666666')]).toEqual(['ok', '463'])
    expect(await client.sock.fetchNewChatMessageCap()).toMatchObject({ capping_status: 'CAPPED' })
  })

  it.each(['QR', 'code'])('of a passkey refuse linking by %s, and ask the client', async (way) => {
    await fault({ kind: 'passkey_required', phone: SITI, count: 1 })
    const fresh = connect(simulator)
    const asked: BinaryNode[] = []
    fresh.sock.ws.on('CB:notification,type:passkey_prologue_request', (stanza: BinaryNode) =>
      asked.push(stanza),
    )
    await until('a QR is shown', () => fresh.qrs.length > 0)
    const answer =
      way === 'QR'
        ? await simulator.call('POST', `/api/phones/${SITI}/scan`, { qr: fresh.qrs[0] })
        : await simulator.call('POST', `/api/phones/${SITI}/link`, {
            code: await fresh.sock.requestPairingCode(SITI),
          })
    expect(answer).toMatchObject({ status: 409, body: { code: 'passkey_required' } })
    await until('the client is asked', () => asked.length > 0)
    expect(JSON.stringify(asked[0])).toContain('passkey_request_options')
    expect(fresh.closed).toBeUndefined()
    fresh.end()
  })
})
