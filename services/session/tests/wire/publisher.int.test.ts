// Proves the way from the journal into the log: in order, until the log has it, under the same event id however often.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arrival, message, openJournal, saying } from './journal.setup.ts'
import { createStores, type Stores } from './stores.ts'

let stores: Stores

beforeAll(async () => {
  stores = await createStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

test('a placeholder that turns out to be a change › is ended, and the change is told', async () => {
  const { publisherTo, record } = await openJournal(stores)
  const told: string[] = []
  await record(arrival('a', { plaintext: null }))
  await record(arrival('b', { deed: 'revocation', about: { wireId: 'W0', author: 'contact' } }))
  const publisher = publisherTo(
    (_workspace, _to, event, options) => {
      told.push(event.type)
      return Promise.resolve({ sequence: told.length, id: options?.id ?? '', duplicate: false })
    },
    { saidIn: () => ({ kind: 'revocation', target: { wireId: 'W0', author: 'contact' } }) },
  )
  await publisher.publishPending()
  expect(told).toEqual([
    'session.message_undecryptable.v1',
    'session.message_received.v1',
    'session.message_revoked.v1',
  ])
})

test('publishing › is in order of arrival, goes on where it failed, and repeats with the same event id', async () => {
  const { fence, publisherTo, record } = await openJournal(stores)
  const appended: (string | undefined)[] = []
  let away = false
  const publisher = publisherTo(
    (_workspace, _to, _event, options) => {
      if (away) return Promise.reject(new Error('away'))
      appended.push(options?.id)
      away = appended.length === 2
      return Promise.resolve({ sequence: appended.length, id: options?.id ?? '', duplicate: false })
    },
    { saidIn: (_stanza, plaintext) => saying(Buffer.from(plaintext).toString()) },
  )
  const arrivals = ['a', 'b', 'c', 'd'].map((text) =>
    arrival(text, { message: { ...message, wireId: text } }),
  )
  await record(...arrivals)
  await expect(publisher.publishPending()).rejects.toThrow('away')
  away = false
  await publisher.publishPending()
  await publisher.publishPending()
  const { rows } = await stores.pool.query<{ event_id: string }>(
    'SELECT event_id FROM session.intake WHERE session_id = $1 ORDER BY position',
    [fence.sessionId],
  )
  expect(appended).toEqual(rows.map((row) => row.event_id))
})

test('publishing › waits for no note that the log has it; one that fails is told once, and the event goes again under its id', async () => {
  const { find, publisherTo, record } = await openJournal(stores)
  const appended: (string | undefined)[] = []
  const refusals: (() => void)[] = []
  // The real pool but for one answer, held back until it is refused.
  const pool = Object.create(stores.pool, {
    query: {
      value: (...args: Parameters<typeof stores.pool.query>) =>
        JSON.stringify(args[0]).includes('UPDATE') && appended.length === 1
          ? new Promise((_resolve, reject) => {
              refusals.push(() => reject(new Error('not noted')))
            })
          : stores.pool.query(...args),
    },
  }) as typeof stores.pool
  const publisher = publisherTo(
    (_workspace, _to, _event, options) => {
      appended.push(options?.id)
      return Promise.resolve({ sequence: appended.length, id: options?.id ?? '', duplicate: false })
    },
    { pool },
  )
  await record(arrival('a'))
  await publisher.publishPending()
  const next = publisher.publishPending()
  next.catch(() => undefined)
  await expect.poll(() => refusals.length).toBe(1)
  refusals[0]?.()
  await expect(next).rejects.toThrow('not noted')
  await publisher.publishPending()
  await publisher.atRest()
  await publisher.publishPending()
  expect(appended).toEqual([appended[0], appended[0]])
  expect((await find('a'))?.published).toBe(true)
})

test('a message that becomes readable while its placeholder is published › is published too', async () => {
  const { publisherTo, record } = await openJournal(stores)
  const appended: (string | undefined)[] = []
  const publisher = publisherTo(async (_workspace, _to, event, options) => {
    appended.push(event.type)
    // As the next owner does while this one is paused.
    if (appended.length === 1) await record(arrival('a'))
    return { sequence: appended.length, id: options?.id ?? '', duplicate: false }
  })
  await record(arrival('a', { plaintext: null }))
  await publisher.publishPending()
  await publisher.publishPending()
  expect(appended).toEqual(['session.message_undecryptable.v1', 'session.message_received.v1'])
})
