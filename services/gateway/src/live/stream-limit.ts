// Owns how many /live streams one sign-in may hold open.
import { Problem } from '../http/problem.ts'
import type { LiveClient } from './live-client.ts'

/** Counts a stream until it closes. Throws Problem `too_many_requests` when the sign-in has `max` open. */
export type EnterStream = (token: string, makeClient: () => LiveClient) => LiveClient

/** A limit of `max` streams for each token, on this gateway. */
export function createStreamLimit(max: number): EnterStream {
  const open = new Map<string, number>()
  return (token, makeClient) => {
    const streams = open.get(token) ?? 0
    if (streams >= max) throw new Problem('too_many_requests', { headers: { 'retry-after': '30' } })
    const client = makeClient()
    open.set(token, streams + 1)
    client.onClose(() => {
      const left = (open.get(token) ?? 1) - 1
      if (left > 0) open.set(token, left)
      else open.delete(token)
    })
    return client
  }
}
