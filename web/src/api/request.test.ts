// Proves how calls to the gateway are made, and what their failures become.
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { chooseLocale } from '../i18n/text.ts'
import { fakeGateway, refusal } from './fake-gateway.ts'
import { problemText } from './problem.ts'
import { onSignedOut, request, setCsrfToken } from './request.ts'

beforeAll(() => chooseLocale('en'))
afterEach(() => void vi.unstubAllGlobals())

const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(() => null).catch((error: unknown) => error)

describe('request', () => {
  it('sends the CSRF token with everything but GET', async () => {
    const calls = fakeGateway(() => ({}))
    setCsrfToken('token')
    await request('/app/x')
    await request('/app/x', { method: 'POST', body: {} })
    expect(calls.map((call) => call.headers.get('x-csrf-token'))).toEqual([null, 'token'])
  })

  it('leaves out what is not asked for', async () => {
    const calls = fakeGateway(() => ({}))
    await request('/app/x', { query: { cursor: undefined, limit: 5 } })
    expect(calls[0]?.query.toString()).toBe('limit=5')
  })

  it('throws the problem, which has a sentence', async () => {
    fakeGateway(() => refusal(409, 'email_taken'))
    expect(problemText(await failure(request('/app/x')))).toBe(
      'This email already has an account. Sign in instead.',
    )
  })

  it('has a sentence for a code that is new', async () => {
    fakeGateway(() => refusal(418, 'teapot'))
    expect(problemText(await failure(request('/app/x')))).toBe('That did not work (teapot).')
  })

  it('says when the server cannot be reached or answers with something else', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
    expect(await failure(request('/app/x'))).toMatchObject({ problem: { code: 'unreachable' } })
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })))
    expect(problemText(await failure(request('/app/x')))).toContain('The server had a problem')
  })

  it('tells when the sign-in is over', async () => {
    const told = vi.fn<() => void>()
    onSignedOut(told)
    fakeGateway(() => refusal(401, 'not_signed_in'))
    await failure(request('/app/x'))
    expect(told).toHaveBeenCalledOnce()
  })
})
