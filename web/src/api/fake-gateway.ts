// Owns a stand-in for the gateway in tests: answers by method and path, remembers what was asked.
import { vi } from 'vitest'

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  headers: Headers
  body: unknown
}
type Answer = { status?: number; body?: unknown }

/** Replaces `fetch`; `answer` decides, and may be slow. Undo with `vi.unstubAllGlobals()`. */
export function fakeGateway(answer: (asked: Asked) => Answer | Promise<Answer>): Asked[] {
  const calls: Asked[] = []
  vi.stubGlobal('fetch', async (target: string, init: RequestInit = {}) => {
    const url = new URL(target, 'http://gateway')
    const asked: Asked = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    }
    calls.push(asked)
    const { status = 200, body = {} } = await answer(asked)
    return new Response(JSON.stringify(body), { status })
  })
  return calls
}

/** A refusal with a code. */
export const refusal = (status: number, code: string): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code },
})
