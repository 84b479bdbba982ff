// Rules of linking a device and logging in, with the real Baileys as the client.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from './client.ts'
import { addPhone, comeBack, link, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'

describe('linking a device', () => {
  let simulator: Running
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await addPhone(simulator, SHOP, 'Toko')
  })
  afterAll(() => simulator.stop())

  it('a scanned QR links the client, which restarts with 515 and is then online as its own device', async () => {
    const client = await link(simulator, SHOP)
    const { body } = await simulator.call('GET', `/api/phones/${SHOP}`)
    expect(client.state.creds.me?.id).toMatch(/^628111111111:\d+@s\.whatsapp\.net$/)
    expect(client.state.creds.me?.lid).toMatch(/^\d+:\d+@lid$/)
    await until('the phone shows the device online', async () => {
      const phone = await simulator.call('GET', `/api/phones/${SHOP}`)
      return JSON.stringify(phone.body).includes('"online":true')
    })
    expect(body).toMatchObject({ phone: SHOP, name: 'Toko', devices: [{ platform: 'web' }] })
    client.end()
  })

  it('saved credentials are enough to come back', async () => {
    const first = await link(simulator, SHOP)
    first.end()
    const again = await comeBack(simulator, first.state)
    expect(again.qrs).toEqual([])
    again.end()
  })

  it('a second login with the same credentials replaces the first with 440', async () => {
    const first = await link(simulator, SHOP)
    const second = await comeBack(simulator, first.state)
    await until('the first is replaced', () => first.closed !== undefined)
    expect(first.closed).toBe(440)
    expect(second.open).toBe(true)
    second.end()
  })

  it('logging out forgets the device: its next login is refused with 401', async () => {
    const client = await link(simulator, SHOP)
    const device = Number(/:(\d+)@/.exec(client.state.creds.me?.id ?? '')?.[1])
    await client.sock.logout()
    await until('the device is gone', async () => {
      const phone = await simulator.call('GET', `/api/phones/${SHOP}`)
      return !JSON.stringify(phone.body).includes(`"device":${device},`)
    })
    const again = connect(simulator, client.state)
    await until('the login is refused', () => again.closed !== undefined)
    expect(again.closed).toBe(401)
  })

  it('a device unlinked on the phone is told so with 401', async () => {
    const client = await link(simulator, SHOP)
    const device = /:(\d+)@/.exec(client.state.creds.me?.id ?? '')?.[1]
    expect((await simulator.call('DELETE', `/api/phones/${SHOP}/devices/${device}`)).status).toBe(204)
    await until('the client is told', () => client.closed !== undefined)
    expect(client.closed).toBe(401)
  })

  it('a login with another Noise key than the paired one is refused with 401', async () => {
    const client = await link(simulator, SHOP)
    client.end()
    const { noiseKey } = connect(simulator).state.creds
    const thief = connect(simulator, { ...client.state, creds: { ...client.state.creds, noiseKey } })
    await until('the login is refused', () => thief.closed !== undefined)
    expect(thief.closed).toBe(401)
  })

  it.each([
    ['a text that is no QR', 'hello', 422, 'qr_invalid'],
    ['a QR nobody shows', '2@nobody,bm9pc2U=,aWRlbnQ=,c2VjcmV0,1', 404, 'qr_unknown'],
  ])('%s is refused', async (_name, qr, status, code) => {
    const answer = await simulator.call('POST', `/api/phones/${SHOP}/scan`, { qr })
    expect(answer).toMatchObject({ status, body: { code } })
  })

  it('a QR with other keys than those of the waiting client is refused and stays usable', async () => {
    const client = connect(simulator)
    await until('a QR is shown', () => client.qrs.length > 0)
    const [ref = '', ...others] = (client.qrs[0] ?? '').split(',')
    const forged = [ref, Buffer.alloc(32).toString('base64'), ...others.slice(1)].join(',')
    const answer = await simulator.call('POST', `/api/phones/${SHOP}/scan`, { qr: forged })
    expect(answer).toMatchObject({ status: 422, body: { code: 'qr_mismatch' } })
    expect((await simulator.call('POST', `/api/phones/${SHOP}/scan`, { qr: client.qrs[0] })).status).toBe(201)
    const twice = await simulator.call('POST', `/api/phones/${SHOP}/scan`, { qr: client.qrs[0] })
    expect(twice).toMatchObject({ status: 409, body: { code: 'qr_used' } })
  })

  it('a QR whose secret is wrong does not link: the client sees through it', async () => {
    const client = connect(simulator)
    await until('a QR is shown', () => client.qrs.length > 0)
    const fields = (client.qrs[0] ?? '').split(',')
    fields[3] = Buffer.alloc(32, 7).toString('base64')
    const answer = await simulator.call('POST', `/api/phones/${SHOP}/scan`, { qr: fields.join(',') })
    expect(answer).toMatchObject({ status: 502, body: { code: 'pairing_failed' } })
    await until('the client gives up', () => client.closed !== undefined)
    expect(client.closed).toBe(500)
  })

  it('a registered QR is listed until it is scanned', async () => {
    const client = connect(simulator)
    await until('a QR is shown', () => client.qrs.length > 0)
    const [qr = ''] = client.qrs
    expect((await simulator.call('POST', '/api/qrs', { qr, label: 'Toko web' })).status).toBe(201)
    expect((await simulator.call('GET', '/api/qrs')).body).toMatchObject([{ qr, label: 'Toko web' }])
    await simulator.call('POST', `/api/phones/${SHOP}/scan`, { qr })
    expect((await simulator.call('GET', '/api/qrs')).body).toEqual([])
  })
})
