// Does every message published hear exactly its own answer, also that there is none?
import { createPublish } from '@indoshopster/event-log/publish'
import { JetStreamApiError } from '@nats-io/jetstream'
import { headers } from '@nats-io/nats-core'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestLog, type TestLog, workspace } from './log.setup.ts'

let test_: TestLog
const body = Buffer.from('{}')
const subject = (thing = uuidv7()) => `evt.${workspace}.test.thing.${thing}`
const withHeader = (name: string, value: string) => {
  const header = headers()
  header.set(name, value)
  return header
}

beforeAll(async () => {
  test_ = await startTestLog()
})
afterAll(async () => {
  await test_[Symbol.asyncDispose]()
})

describe('publish', () => {
  test('answers each of many at once with its own sequence', async () => {
    const publish = createPublish(test_.nats)
    const one = await publish(subject(), body, headers(), 1000)
    const many = await Promise.all(
      Array.from({ length: 200 }, () => publish(subject(), body, headers(), 1000)),
    )
    expect(many.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 200 }, (_, n) => one.sequence + 1 + n),
    )
  })

  test('says that the stream has the id already, and where', async () => {
    const publish = createPublish(test_.nats)
    const header = withHeader('Nats-Msg-Id', uuidv7())
    const { sequence } = await publish(subject(), body, header, 1000)
    expect(await publish(subject(), body, header, 1000)).toEqual({ sequence, duplicate: true })
  })

  test('throws what the stream refuses, with its code', async () => {
    const publish = createPublish(test_.nats)
    const header = withHeader('Nats-Expected-Last-Subject-Sequence', '7')
    const refused = await publish(subject(), body, header, 1000).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(JetStreamApiError)
    expect(refused).toMatchObject({ code: 10071 })
  })

  test('throws when no stream takes the subject', async () => {
    const publish = createPublish(test_.nats)
    await expect(publish('nowhere.at.all', body, headers(), 1000)).rejects.toThrow('No stream')
  })

  test('throws in time when the server is silent, and the late answer harms nobody', async () => {
    const publish = createPublish(test_.nats)
    const { pid } = test_.servers.server
    process.kill(pid, 'SIGSTOP')
    const begun = performance.now()
    await expect(publish(subject(), body, headers(), 300)).rejects.toThrow('in time')
    expect(performance.now() - begun).toBeGreaterThan(290)
    process.kill(pid, 'SIGCONT')
    const next = await publish(subject(), body, headers(), 5000)
    expect(next.duplicate).toBe(false)
  })

  test('throws at once when the connection is closed', async () => {
    const { nats } = await test_.open()
    const publish = createPublish(nats)
    await nats.close()
    await expect(publish(subject(), body, headers(), 1000)).rejects.toThrow()
  })
})
