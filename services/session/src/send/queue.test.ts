// Proves that a request which the log tells again waits and goes out once.
import { requested } from '@indoshopster/contracts/gateway/send.examples'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { OutboxEntry } from './outbox.model.ts'
import { createQueue } from './queue.ts'

const request = requested()
const { messageId, wireId } = request.data
const waiting: OutboxEntry = {
  messageId,
  chatId: 'chat',
  contactId: 'contact',
  wireId,
  address: '',
  phone: null,
  name: null,
  asked: null,
  composed: null,
  cause: null,
  requestedAt: null,
  state: 'queued',
  attempts: 0,
  lookups: 0,
  failure: null,
  isDelivered: false,
  isRead: false,
}

/** A queue whose sends end when `letGo` is called; `ends` counts how often one was carried out. */
function queueOf(loaded: readonly OutboxEntry[] = []) {
  const { promise: gate, resolve: letGo } = Promise.withResolvers<void>()
  let state: OutboxEntry['state'] = 'queued'
  const ends: string[] = []
  const queue = createQueue({
    stopping: new AbortController(),
    logger: pino({ level: 'silent' }),
    onWaiting: () => {},
    waiting: () => Promise.resolve(loaded),
    find: () => Promise.resolve({ ...waiting, state }),
    begin: () => Promise.resolve({ ...waiting, state }),
    async end(entry) {
      await gate
      if (entry.state === 'queued') ends.push(entry.messageId)
      state = 'sent'
      return 'done'
    },
    giveUp: () => Promise.resolve(),
  })
  return { queue, letGo, ends }
}

test('a request that is told again while it waits › goes out once', async () => {
  const { queue, letGo, ends } = queueOf()
  for (let n = 0; n < 3; n++) expect(await queue.take(request)).toBe('done')
  letGo()
  await queue.drained()
  expect(ends).toEqual([messageId])
})

test('a request that is told again › does not go out beside what was left from a former run', async () => {
  const { queue, letGo, ends } = queueOf([waiting])
  await queue.load()
  await queue.take(request)
  letGo()
  await queue.drained()
  await queue.take(request)
  await queue.drained()
  expect(ends).toEqual([messageId])
})
