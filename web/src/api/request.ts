// Owns the one way the app calls the gateway: JSON in, JSON out, problems thrown, CSRF token attached.
import type { Problem } from '@indoshopster/contracts/public-api/send'
import { ProblemError, unreachable } from './problem.ts'

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Record<string, string | number | undefined>
  body?: unknown
  /** A UUID; the same one makes a repeated call the same request. */
  idempotencyKey?: string
  signal?: AbortSignal
}

const timeoutMs = 20_000
let csrfToken = ''
let signedOutListener: () => void = () => {}

/** Sets the token sent as `x-csrf-token` on every call that is not a GET. */
export function setCsrfToken(token: string): void {
  csrfToken = token
}

/** The token, for the calls that are no JSON (a file going up). */
export const currentCsrfToken = (): string => csrfToken

/** Names who is told when the gateway says the sign-in is over. */
export function onSignedOut(listener: () => void): void {
  signedOutListener = listener
}

function address(path: string, query: Call['query']): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) params.set(name, String(value))
  }
  const text = params.toString()
  return text === '' ? path : `${path}?${text}`
}

function headersOf(call: Call): Headers {
  const headers = new Headers({ accept: 'application/json' })
  if (call.body !== undefined) headers.set('content-type', 'application/json')
  if ((call.method ?? 'GET') !== 'GET') headers.set('x-csrf-token', csrfToken)
  if (call.idempotencyKey) headers.set('idempotency-key', call.idempotencyKey)
  return headers
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'
}

/** The problem in the body of a refused call; one of our own where the answer came from something else. */
export function problemIn(body: unknown, status: number): Problem {
  return isProblem(body) ? body : { type: 'about:blank', title: '', status, code: 'unknown' }
}

/** Calls the gateway; throws ProblemError when it refuses or does not answer within 20 s. */
export async function request<Answer>(path: string, call: Call = {}): Promise<Answer> {
  const timeout = AbortSignal.timeout(timeoutMs)
  const response = await fetch(address(path, call.query), {
    method: call.method ?? 'GET',
    headers: headersOf(call),
    credentials: 'same-origin',
    signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  }).catch(() => {
    throw new ProblemError(unreachable())
  })
  if (!response.ok) {
    const problem = problemIn(await response.json().catch(() => null), response.status)
    if (problem.code === 'not_signed_in') signedOutListener()
    throw new ProblemError(problem)
  }
  if (response.status === 204) return undefined as Answer // the caller names an answer only where there is one
  const answer: unknown = await response.json().catch(() => {
    throw new ProblemError(unreachable())
  })
  return answer as Answer // the gateway serialises with the contract's schema; checking again would cost 10 kB
}
