// Proves the door of people: cookie, CSRF token, origin, and that every workspace sees only its own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from '@indoshopster/contracts/public-api/send'
import type { Me } from '@indoshopster/contracts/web-api/auth'
import { quietMs } from '../../../scripts/testing/slowness.ts'
import { startHouse, type House, linkedSession, type Tenant } from './house.ts'

let house: House
let url: string
let tenant: Tenant

beforeAll(async () => {
  house = await startHouse()
  tenant = house.addTenant()
  ;({ url } = await house.startGateway())
})
afterAll(() => house[Symbol.asyncDispose]())

const cookie = (one: Tenant) => ({ cookie: `__Host-indoshopster=${one.token}` })
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
// Problems are what the contract says.
const problem = async (response: Response) => (await response.json()) as Problem

describe('sign-in', () => {
  it('sets a cookie only the server reads and answers the CSRF token', async () => {
    const response = await post('/app/sign-in', { email: tenant.account.email, password: 'x' })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ csrfToken: tenant.csrfToken, account: tenant.account })
    const set = response.headers.get('set-cookie')
    expect(set).toContain(`__Host-indoshopster=${tenant.token}`)
    for (const flag of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(set).toContain(flag)
  })

  it('refuses a wrong email or password', async () => {
    const response = await post('/app/sign-in', { email: 'nobody@toko.example', password: 'x' })
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await problem(response)).toMatchObject({ code: 'sign_in_failed', status: 401 })
  })

  it('refuses sign-in from a page of another site', async () => {
    const body = { email: tenant.account.email, password: 'x' }
    const response = await post('/app/sign-in', body, { origin: 'https://evil.example' })
    expect(await problem(response)).toMatchObject({ code: 'origin_not_allowed', status: 403 })
  })

  it('refuses unknown fields, so that nobody names a workspace of their choice', async () => {
    const response = await post('/app/sign-in', { email: 'a', password: 'b', workspace: 'c' })
    expect(await problem(response)).toMatchObject({
      code: 'unknown_field',
      errors: [{ code: 'unknown_field', pointer: '#/workspace' }],
    })
  })

  it('counts a rate for each address', async () => {
    const strict = await house.startGateway({ RATE_LIMIT_SIGN_IN_PER_MINUTE: '1' })
    const attempt = () =>
      fetch(`${strict.url}/app/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'a', password: 'b' }),
      })
    expect((await attempt()).status).toBe(401)
    const limited = await attempt()
    expect(await problem(limited)).toMatchObject({ code: 'too_many_requests', status: 429 })
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('behind the sign-in', () => {
  it('refuses requests without a cookie, or with a wrong one', async () => {
    expect(await problem(await fetch(`${url}/app/me`))).toMatchObject({ code: 'not_signed_in', status: 401 })
    const wrong = await fetch(`${url}/app/me`, { headers: { cookie: '__Host-indoshopster=wrong' } })
    expect(await problem(wrong)).toMatchObject({ code: 'not_signed_in' })
  })

  it('tells who is signed in', async () => {
    const response = await fetch(`${url}/app/me`, { headers: cookie(tenant) })
    // Answers are what the contract says.
    const me = (await response.json()) as Me
    expect(me).toEqual({
      account: tenant.account,
      csrfToken: tenant.csrfToken,
      networks: ['whatsapp'],
      simulatorUrl: null,
      colleagues: [{ id: tenant.account.id, name: 'Sari', role: 'owner', active: true }],
      media: me.media,
      limits: { mediaBytes: 64 * 1024 * 1024 },
    })
  })

  it('refuses commands without the CSRF token', async () => {
    for (const token of [{}, { 'x-csrf-token': 'wrong' }]) {
      const response = await post('/app/api-keys', { name: 'shop' }, { ...cookie(tenant), ...token })
      expect(await problem(response)).toMatchObject({ code: 'csrf_invalid', status: 403 })
    }
    const right = { ...cookie(tenant), 'x-csrf-token': tenant.csrfToken }
    expect((await post('/app/api-keys', { name: 'shop' }, right)).status).toBe(201)
  })

  it('answers the same for a number of another workspace as for an unknown one', async () => {
    const other = house.addTenant()
    other.sessions = [linkedSession('628111')]
    const foreign = await fetch(`${url}/app/sessions/${other.sessions[0]?.id}`, { headers: cookie(tenant) })
    const unknown = await fetch(`${url}/app/sessions/00000000-0000-7000-8000-000000000000`, {
      headers: cookie(tenant),
    })
    const strip = ({ requestId: _requestId, ...rest }: Problem) => rest
    expect(strip(await problem(foreign))).toEqual(strip(await problem(unknown)))
    expect(foreign.status).toBe(404)
  })

  it('answers 404 for ids that are none, and 400 for wrong queries', async () => {
    const get = async (path: string) => problem(await fetch(url + path, { headers: cookie(tenant) }))
    expect(await get('/app/conversations/abc')).toMatchObject({ code: 'not_found', status: 404 })
    expect(await get('/app/conversations/%2e%2e%2fx')).toMatchObject({ status: 404 })
    expect(await get('/app/conversations?limit=1000')).toMatchObject({ code: 'request_invalid', status: 400 })
    expect(await get('/app/conversations?limit=1e1')).toMatchObject({ code: 'request_invalid', status: 400 })
    expect(await get('/app/conversations?foo=1')).toMatchObject({ code: 'unknown_field', status: 400 })
    expect(await get('/app/nothing')).toMatchObject({ code: 'not_found', status: 404 })
  })

  it('answers 400 for a sequence the log has never had, at once', async () => {
    const get = (minSeq: number) =>
      fetch(`${url}/app/sessions?min_seq=${minSeq}`, { headers: cookie(tenant) })
    expect((await get(await house.log.lastSequence())).status).toBe(200)
    const tookMs = await quietMs(1000, async () => {
      const begun = Date.now()
      expect(await problem(await get(999_999_999))).toMatchObject({ code: 'sequence_unknown', status: 400 })
      return Date.now() - begun
    })
    expect(tookMs).toBeLessThan(1000)
  })

  it('tells a service that is away from one that refuses', async () => {
    const response = await fetch(`${url}/app/templates`, { headers: cookie(tenant) })
    expect(await problem(response)).toMatchObject({ code: 'service_unavailable', status: 503 })
  })

  it('forgets the sign-in at sign-out', async () => {
    const leaving = house.addTenant()
    const headers = { ...cookie(leaving), 'x-csrf-token': leaving.csrfToken }
    expect((await post('/app/sign-out', { everywhere: false }, headers)).status).toBe(200)
    const after = await fetch(`${url}/app/me`, { headers: cookie(leaving) })
    expect(await problem(after)).toMatchObject({ code: 'not_signed_in' })
  })
})
