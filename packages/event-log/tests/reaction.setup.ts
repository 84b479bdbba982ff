// Owns a reaction into memory for the tests of reactions.
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { ReactionOutcome, ReactOptions } from '@indoshopster/event-log/react'
import { uuidv7 } from '@indoshopster/service/uuid'
import { happened, type TestLog, to, workspace } from './log.setup.ts'

interface Handled {
  readonly key: string
  readonly number: number
  readonly attempt: number
}

/** Reacts into memory; `answer` decides what becomes of an attempt. */
export function reaction(
  log: EventLog,
  answer: (handled: Handled) => Promise<ReactionOutcome> | ReactionOutcome = () => 'done',
  options: Partial<ReactOptions> = {},
) {
  const handled: Handled[] = []
  const stopping = new AbortController()
  const ended = log.react({
    durable: 'tests',
    subjects: [eventFilter({ owner: 'test' })],
    orderKey: (event) => event.subject,
    handle: async (event, attempt) => {
      const one = { key: event.subject, number: (event.data as { number: number }).number, attempt }
      handled.push(one)
      return await answer(one)
    },
    begin: 'all',
    signal: stopping.signal,
    ...options,
  })
  const numbers = (key?: string) => handled.filter((one) => !key || one.key === key).map((one) => one.number)
  const stop = async () => {
    stopping.abort()
    await ended
  }
  return { handled, numbers, stop }
}

export const keys = Array.from({ length: 4 }, () => uuidv7())
export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Appends 1…count to each key, interleaved. */
export async function fill(test_: TestLog, count: number): Promise<void> {
  for (const number of upTo(count)) {
    for (const entity of keys) {
      await test_.log.append(workspace, { ...to, entity }, happened(number), { patienceMs: Infinity })
    }
  }
}
