// Is every fact stored exactly once, in its entity's order, and its personal part unreadable without the key?
import { MAX_EVENT_BYTES } from '@indoshopster/contracts/streams'
import { ConflictError, EventTooLargeError, LogUnavailableError } from '@indoshopster/event-log/append'
import { openEventLog } from '@indoshopster/event-log/event-log'
import { CannotSealError, type Keyring } from '@indoshopster/event-log/keyring'
import { uuidv7 } from '@indoshopster/service/uuid'
import { jetstreamManager } from '@nats-io/jetstream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { happened, quiet, startTestLog, type TestLog, to, workspace } from './log.setup.ts'

let test_: TestLog
const fresh = () => ({ ...to, entity: uuidv7() })
const sealedFact = (words: string, person: string) => ({ ...happened(1), sealed: { words }, person })

beforeAll(async () => {
  test_ = await startTestLog()
})
afterAll(async () => {
  await test_[Symbol.asyncDispose]()
})

describe('append', () => {
  test('stores an event that the entity then tells', async () => {
    const entity = fresh()
    const { sequence, id } = await test_.log.append(workspace, entity, happened(1))
    const history = await test_.log.readEntity({ workspace, ...entity })
    expect(history.lastSequence).toBe(sequence)
    expect(history.events).toMatchObject([
      {
        id,
        sequence,
        workspace,
        type: 'test.happened.v1',
        source: 'test',
        subject: entity.entity,
        correlationid: id,
      },
    ])
  })

  test('lets one of two writers win when both expect the same sequence', async () => {
    const entity = fresh()
    const { sequence } = await test_.log.append(workspace, entity, happened(1), { expectedSequence: 0 })
    const race = await Promise.allSettled(
      [2, 3].map((n) => test_.log.append(workspace, entity, happened(n), { expectedSequence: sequence })),
    )
    const lost = race.filter((result) => result.status === 'rejected')
    expect(lost.map((result) => result.reason as unknown)).toMatchObject([expect.any(ConflictError)])
    expect((await test_.log.readEntity({ workspace, ...entity })).events).toHaveLength(2)
  })

  test('refuses a second beginning of an entity', async () => {
    const entity = fresh()
    await test_.log.append(workspace, entity, happened(1), { expectedSequence: 0 })
    await expect(test_.log.append(workspace, entity, happened(2), { expectedSequence: 0 })).rejects.toThrow(
      ConflictError,
    )
  })

  test('stores a retry with the same id once, also when it expects what was true before', async () => {
    const entity = fresh()
    const options = { id: uuidv7(), expectedSequence: 0 }
    const first = await test_.log.append(workspace, entity, happened(1), options)
    const retry = await test_.log.append(workspace, entity, happened(1), options)
    expect(retry).toEqual({ ...first, duplicate: true })
    expect((await test_.log.readEntity({ workspace, ...entity })).events).toHaveLength(1)
  })

  test('finds an entity whose lane is not known, and takes no other wildcard', async () => {
    const entity = fresh()
    await test_.log.append(workspace, entity, happened(7))
    const found = await test_.log.readEntity({ workspace, ...entity, lane: '*' })
    expect(found.events).toMatchObject([{ data: { number: 7 } }])
    await expect(test_.log.readEntity({ workspace: '*', ...entity, lane: '*' })).rejects.toThrow(/part/)
  })

  test('refuses what the log can never take', async () => {
    const large = { type: 'test.happened.v1', data: { text: 'x'.repeat(MAX_EVENT_BYTES) } }
    await expect(test_.log.append(workspace, fresh(), large)).rejects.toThrow(EventTooLargeError)
  })

  test('keeps personal data out of subjects', async () => {
    const entity = { ...to, entity: '6281234567890@s.whatsapp.net' }
    await expect(test_.log.append(workspace, entity, happened(1))).rejects.toThrow('A subject part')
  })

  test('says that the log is away when it is, and stores nothing by half', async () => {
    const entity = fresh()
    process.kill(test_.servers.server.pid, 'SIGKILL')
    await expect(test_.log.append(workspace, entity, happened(1), { patienceMs: 100 })).rejects.toThrow(
      LogUnavailableError,
    )
    const id = uuidv7()
    const patient = test_.log.append(workspace, entity, happened(2), { id, patienceMs: Infinity })
    await test_.servers.server.startAgain()
    expect(await patient).toMatchObject({ id })
    const numbers = (await test_.log.readEntity({ workspace, ...entity })).events.map((event) => event.data)
    expect(numbers.filter((data) => JSON.stringify(data) === '{"number":2}')).toHaveLength(1)
  })
})

describe('sealing', () => {
  test('stores no personal word in clear', async () => {
    const entity = fresh()
    const { sequence } = await test_.log.append(workspace, entity, sealedFact('rahasia-besar', 'contact:1'))
    const manager = await jetstreamManager(test_.nats)
    const stored = await manager.streams.getMessage('EVENTS', { seq: sequence })
    expect(stored?.string()).not.toContain('rahasia')
    expect(stored?.string()).not.toContain('contact:1')
    expect((await test_.log.readEntity({ workspace, ...entity })).events).toMatchObject([
      { data: { number: 1, sealed: { words: 'rahasia-besar' } } },
    ])
  })

  test('opens for another process with the same master key', async () => {
    const entity = fresh()
    await test_.log.append(workspace, entity, sealedFact('hai', 'contact:2'))
    const { log } = await test_.open()
    expect((await log.readEntity({ workspace, ...entity })).events).toMatchObject([
      { data: { sealed: { words: 'hai' } } },
    ])
  })

  test('gives one person one key, however many begin at once', async () => {
    const processes = await Promise.all([test_.open(), test_.open(), test_.open()])
    await Promise.all(
      processes.map(({ log }) => log.append(workspace, fresh(), sealedFact('hai', 'contact:3'))),
    )
    const { rows } = await test_.pool.query('SELECT count(*)::int AS keys FROM keyring.keys')
    expect(rows).toEqual([{ keys: 3 }])
  })

  test('answers null for the personal part once its key is destroyed, and keeps the rest', async () => {
    const entity = fresh()
    await test_.log.append(workspace, entity, sealedFact('hai', 'contact:4'))
    await test_.pool.query('UPDATE keyring.keys SET wrapped = NULL, erased_at = now()')
    const { log } = await test_.open()
    expect((await log.readEntity({ workspace, ...entity })).events).toMatchObject([
      { data: { number: 1, sealed: null } },
    ])
  })

  test('refuses a personal part without a person', async () => {
    const fact = { ...happened(1), sealed: { words: 'x' } }
    await expect(test_.log.append(workspace, fresh(), fact)).rejects.toThrow(CannotSealError)
  })

  test('waits for a keyring that is away, within its patience', async () => {
    let failures = 2
    const sealingKey = () =>
      failures-- > 0
        ? Promise.reject(new Error('connection refused'))
        : Promise.resolve({ id: uuidv7(), key: Buffer.alloc(32) })
    const keyring = {
      sealingKey,
      openingKeys: () => Promise.resolve(new Map()),
      forget: () => {},
    } satisfies Keyring
    const ports = { now: Date.now, newId: uuidv7 }
    const log = await openEventLog({ nats: test_.nats, keyring, source: 'test', logger: quiet, ports })
    expect(await log.append(workspace, fresh(), sealedFact('hai', 'contact:5'))).toMatchObject({
      duplicate: false,
    })
    failures = 1000
    const impatient = log.append(workspace, fresh(), sealedFact('hai', 'contact:5'), { patienceMs: 100 })
    await expect(impatient).rejects.toThrow(LogUnavailableError)
  })
})
