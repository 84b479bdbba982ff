// Proves the seed's API: what it accepts, and every answer it gives, in the seed's order.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type House } from './house.ts'
import { eventually, openShop, problem, seedRequest, sendForm, sendJson, type Shop } from './shop.ts'

let house: House
let url: string
let shop: Shop
const phoneTitle = 'phone parameter should contain country code, for example 62 for Indonesia'

beforeAll(async () => {
  house = await startHouse()
  shop = await openShop(house)
  const gateway = await house.startGateway()
  url = gateway.url
  await eventually(async () => (await gateway.waitingFor()).length === 0)
})
afterAll(() => house[Symbol.asyncDispose]())

const refusal = async (body: unknown, headers?: Record<string, string>) => {
  const response = await sendJson(url, body, headers)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  const told = await problem(response)
  expect(told.status).toBe(response.status)
  return told
}

describe('send', () => {
  it("accepts the seed's request as JSON, and stores what the customer will read", async () => {
    const before = await shop.accepted()
    const response = await sendJson(url, seedRequest(shop))
    expect(response.status).toBe(202)
    const body = (await response.json()) as { id: string; status: string }
    expect(Object.keys(body)).toEqual(['id', 'status'])
    expect(body.status).toBe('accepted')
    const stored = (await shop.accepted()).slice(before.length)
    expect(stored).toHaveLength(1)
    expect(stored[0]?.data.wireId).toMatch(/^3EB0[0-9A-F]{18}$/)
    expect(stored[0]).toMatchObject({
      workspace: shop.tenant.account.workspace,
      subject: body.id,
      data: {
        sessionId: shop.tenant.sessions[0]?.id,
        messageId: body.id,
        chatId: null,
        origin: { kind: 'api', keyId: shop.keyId, templateId: 104, templateVersion: 1 },
        sealed: {
          phone: '6299475799378',
          content: { kind: 'text', text: 'Halo Mr. Smith, pesanan 67 dikirim.' },
        },
      },
    })
  })

  it('accepts the same as jQuery sends it', async () => {
    const form = `api_key=${shop.secret}&template_id=104&phone_number=6299475799378&data%5Bfullname%5D=Mr.+Smith&data%5Border_id%5D=67`
    const response = await sendForm(url, form, { origin: 'https://toko.example' })
    expect(response.status).toBe(202)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const stored = await shop.accepted()
    expect(stored.at(-1)?.data.sealed?.content).toEqual({
      kind: 'text',
      text: 'Halo Mr. Smith, pesanan 67 dikirim.',
    })
  })

  it('takes an absent data for an empty one', async () => {
    await shop.saveTemplate(105, 'Terima kasih sudah belanja.', [])
    await eventually(
      async () =>
        (await sendForm(url, `api_key=${shop.secret}&template_id=105&phone_number=6281234567890`)).status ===
        202,
    )
  })

  it('answers preflights of any site, without credentials', async () => {
    const response = await fetch(`${url}/sendWhatsappMessage`, {
      method: 'OPTIONS',
      headers: { origin: 'https://toko.example', 'access-control-request-method': 'POST' },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-methods')).toContain('POST')
    expect(response.headers.get('access-control-allow-headers')).toContain('idempotency-key')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })
})

describe('send › order of the answers', () => {
  const everythingWrong = { api_key: 'wrong', template_id: 9, phone_number: '0812', data: { x: 1 }, extra: 1 }

  it('tells a wrong or missing api key first', async () => {
    const wrong = { title: 'wrong api key', code: 'invalid_api_key', status: 401 }
    expect(await refusal(everythingWrong)).toMatchObject(wrong)
    for (const api_key of [undefined, null, 5, '', 'x'.repeat(5000), `${shop.secret.slice(0, -1)}0`]) {
      expect(await refusal({ ...seedRequest(shop), api_key })).toMatchObject(wrong)
    }
    expect(await problem(await sendForm(url, ''))).toMatchObject(wrong)
    expect(await problem(await fetch(`${url}/sendWhatsappMessage`, { method: 'POST' }))).toMatchObject(wrong)
  })

  it('then unknown fields', async () => {
    expect(await refusal({ ...everythingWrong, api_key: shop.secret, workspace: 'x' })).toMatchObject({
      code: 'unknown_field',
      status: 400,
      errors: [{ pointer: '#/extra' }, { pointer: '#/workspace' }],
    })
  })

  it('then the template', async () => {
    const { extra: _extra, ...body } = { ...everythingWrong, api_key: shop.secret }
    const missing = { title: 'template not found', code: 'template_not_found', status: 404 }
    for (const template_id of [9, '104', 104.5, -1, null, undefined]) {
      expect(await refusal({ ...body, template_id })).toMatchObject(missing)
    }
    await shop.saveTemplate(300, 'Halo', [], 'quick_reply')
    expect(await refusal({ ...body, template_id: 300 })).toMatchObject(missing)
    const other = await openShop(house)
    await other.saveTemplate(777, 'Halo', [])
    expect(await refusal({ ...body, template_id: 777 })).toMatchObject(missing)
  })

  it('then the phone number', async () => {
    for (const phone_number of ['081234567890', 81234, 'abc', '', null, undefined, '62 812', {}, 1.5]) {
      expect(await refusal({ ...seedRequest(shop), phone_number, data: { x: 1 } })).toMatchObject({
        title: phoneTitle,
        code: 'phone_number_invalid',
        status: 422,
      })
    }
  })

  it('then every missing and every unexpected key at once', async () => {
    const data = { 'full/name ~': 'x', order_id: { deep: 1 } }
    const told = await refusal({ ...seedRequest(shop), data })
    expect(told).toMatchObject({ title: 'wrong required data', code: 'template_data_invalid', status: 422 })
    expect(told.errors?.map(({ code, pointer }) => ({ code, pointer }))).toEqual([
      { code: 'missing', pointer: '#/data/fullname' },
      { code: 'unexpected', pointer: '#/data/full~1name%20~0' },
      { code: 'invalid', pointer: '#/data/order_id' },
    ])
  })

  it.each([
    ['no object', 'text', '#/data'],
    ['a list', ['a'], '#/data'],
    ['null', null, '#/data'],
    ['a long value', { fullname: 'x'.repeat(1025), order_id: 1 }, '#/data/fullname'],
    ['a null value', { fullname: null, order_id: 1 }, '#/data/fullname'],
    [
      'a prototype',
      JSON.parse('{"__proto__":"x","fullname":"a","order_id":1}') as unknown,
      '#/data/__proto__',
    ],
  ])('refuses data that is or has %s', async (_what, data, pointer) => {
    const told = await refusal({ ...seedRequest(shop), data })
    expect(told).toMatchObject({ code: 'template_data_invalid', errors: [{ pointer }] })
  })

  it.each([
    ['too long', 'x'.repeat(1024)],
    ['not text any program can carry', '\ud800'],
    ['with a NUL', 'a\0b'],
  ])('refuses a text that comes out %s', async (_what, fullname) => {
    await shop.saveTemplate(400, '{{a}}{{b}}{{c}}{{d}}{{e}}', ['a', 'b', 'c', 'd', 'e'])
    const data = { a: fullname, b: fullname, c: fullname, d: fullname, e: fullname }
    await eventually(async () => {
      const told = await refusal({ ...seedRequest(shop), template_id: 400, data })
      return told.code === 'template_output_invalid' && told.status === 422
    })
  })
})

describe('send › malformed requests', () => {
  it.each([
    ['broken JSON', `{"api_key": "secret-word`],
    ['a list', '[]'],
    ['text', '"x"'],
    ['null', 'null'],
  ])('refuses %s without repeating it', async (_what, body) => {
    const told = await refusal(body)
    expect(told).toMatchObject({ code: 'body_malformed', status: 400 })
    expect(JSON.stringify(told)).not.toContain('secret-word')
  })

  it('refuses forms that cannot be read', async () => {
    for (const form of ['data[a][b][c]=1', 'api_key=a&api_key=b']) {
      expect(await problem(await sendForm(url, form))).toMatchObject({ code: 'body_malformed', status: 400 })
    }
  })

  it('refuses large bodies, other content types and compression', async () => {
    const large = await refusal({ ...seedRequest(shop), data: { fullname: 'x'.repeat(2_000_000) } })
    expect(large).toMatchObject({ code: 'body_too_large', status: 413 })
    expect(large.detail).toContain('128 KiB')
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/xml']) {
      const told = await refusal(seedRequest(shop), { 'content-type': type })
      expect(told).toMatchObject({ code: 'content_type_unsupported', status: 415 })
    }
    const packed = await refusal(seedRequest(shop), { 'content-encoding': 'gzip' })
    expect(packed).toMatchObject({ code: 'content_type_unsupported', status: 415 })
  })

  it('names the method that works', async () => {
    const response = await fetch(`${url}/sendWhatsappMessage?api_key=${shop.secret}`)
    expect(response.headers.get('allow')).toContain('POST')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await problem(response)).toMatchObject({ code: 'method_not_allowed', status: 405 })
  })

  it('lets pages of other sites read that an address is wrong', async () => {
    const response = await fetch(`${url}/sendWhatsapp`, { method: 'POST' })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await problem(response)).toMatchObject({ code: 'not_found', status: 404 })
  })

  it('limits each key, and says when to try again', async () => {
    const strict = await house.startGateway({ RATE_LIMIT_KEY_PER_MINUTE: '2' })
    await eventually(async () => (await strict.waitingFor()).length === 0)
    const statuses = []
    for (let i = 0; i < 3; i++)
      statuses.push((await sendJson(strict.url, { ...seedRequest(shop), data: {} })).status)
    expect(statuses).toEqual([422, 422, 429])
    const limited = await sendJson(strict.url, seedRequest(shop))
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(limited.headers.get('access-control-allow-origin')).toBe('*')
    expect(await problem(limited)).toMatchObject({ code: 'too_many_requests', status: 429 })
    const other = await openShop(house)
    await eventually(async () => (await sendJson(strict.url, seedRequest(other))).status === 202)
  })
})
