// Rules of linking a device by code, with the real Baileys as the client.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from './client.ts'
import type { TestClient } from './client.ts'
import { addPhone, comeBack, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'

describe('linking by code', () => {
  let simulator: Running
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await addPhone(simulator, SHOP, 'Toko')
  })
  afterAll(() => simulator.stop())

  const withCode = async (phone = SHOP): Promise<{ client: TestClient; code: string }> => {
    const client = connect(simulator)
    await until('it may ask for a code', () => client.qrs.length > 0)
    let isKnown = false
    client.sock.ws.on('CB:iq,,link_code_companion_reg', () => {
      isKnown = true
    })
    const code = await client.sock.requestPairingCode(phone)
    await until('the server knows of the code', () => isKnown)
    return { client, code }
  }
  const enter = (code: string, phone = SHOP) => simulator.call('POST', `/api/phones/${phone}/link`, { code })

  it('the code that the client shows links it, typed with a dash and in small letters', async () => {
    const { client, code } = await withCode()
    const answer = await enter(`${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`)
    expect(answer.status).toBe(201)
    expect(JSON.stringify(answer.body)).toContain(`"jid":"${SHOP}:`)
    await until('the server asks for a restart', () => client.closed !== undefined)
    expect(client.closed).toBe(515)
    const again = await comeBack(simulator, client.state)
    expect(again.state.creds.me?.id).toMatch(/^628111111111:\d+@s\.whatsapp\.net$/)
    again.end()
  })

  it('a code that was asked for before the phone was made links it', async () => {
    const { client, code } = await withCode('628444444444')
    await addPhone(simulator, '628444444444')
    expect((await enter(code, '628444444444')).status).toBe(201)
    client.end()
  })

  it('a wrong code is refused, and the client is closed', async () => {
    const { client } = await withCode()
    expect(await enter('ABCD1234')).toMatchObject({ status: 422, body: { code: 'code_wrong' } })
    await until('the client is closed', () => client.closed !== undefined)
    expect(client.closed).toBe(428)
    const { body } = await simulator.call('GET', '/api/ledger?kind=protocol_error')
    expect(body).toEqual([])
  })

  it('a client that asked for a code but was not linked cannot log in', async () => {
    const { client } = await withCode()
    client.end()
    await until('it is gone', () => client.closed !== undefined)
    const again = connect(simulator, client.state)
    await until('the login is refused', () => again.closed !== undefined)
    expect(again.closed).toBe(401)
  })

  it('a code for which no client waits is unknown', async () => {
    await addPhone(simulator, '628333333333')
    const answer = await simulator.call('POST', '/api/phones/628333333333/link', { code: 'ABCD1234' })
    expect(answer).toMatchObject({ status: 404, body: { code: 'code_unknown' } })
  })

  it('the newest client that asked gets the code, and the others can still be linked by QR', async () => {
    const first = await withCode()
    const second = await withCode()
    expect((await enter(second.code)).status).toBe(201)
    const [qr = ''] = first.client.qrs
    const answer = await simulator.call('POST', `/api/phones/${SHOP}/scan`, { qr })
    expect(answer.status).toBe(201)
    first.client.end()
    second.client.end()
  })
})
