// Does a service refuse to start on a log that would not keep its promises?
import { connectNats, LogUnsafeError, prepareStreams } from '@indoshopster/event-log/log-connection'
import { jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/nats-core'
import { describe, expect, test } from 'vitest'
import { startTestNats } from '../../../scripts/testing/nats.ts'

/** A connection whose server says other things of itself. */
function pretending(nats: NatsConnection, info: object): NatsConnection {
  return new Proxy(nats, {
    get: (target, property) => {
      // Proxies see any property; methods of the connection need the real one as `this`.
      const value: unknown = property === 'info' ? { ...target.info, ...info } : Reflect.get(target, property)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

describe('boot checks', () => {
  test('make the streams where they are missing, and accept them afterwards', async () => {
    await using servers = await startTestNats()
    const nats = await connectNats(servers.url, 'test')
    await Promise.all([prepareStreams(nats, 1), prepareStreams(nats, 1)])
    await prepareStreams(nats, 1)
    const { config } = await (await jetstreamManager(nats)).streams.info('EVENTS')
    expect(config).toMatchObject({
      deny_delete: true,
      deny_purge: true,
      storage: 'file',
      discard: 'new',
      compression: 's2',
    })
    await nats.close()
  })

  test.each([
    [{ max_age: 9e15 }, 'max_age'],
    [{ storage: 'memory' as const }, 'storage'],
    [{ discard: 'old' as const }, 'discard'],
    [{ deny_delete: false }, 'deny_delete'],
    [{ deny_purge: false }, 'deny_purge'],
    [{ max_msgs: 10 }, 'max_msgs'],
    [{ subjects: ['evt.only.>'] }, 'subjects'],
    [{ max_msgs_per_subject: 1 }, 'max_msgs_per_subject'],
    [{ retention: 'workqueue' as const }, 'retention'],
    [{ duplicate_window: 1_000_000_000 }, 'duplicate_window'],
    [{ compression: 'none' as const }, 'compression'],
  ])('refuse a stream with %j', async (unsafe, word) => {
    await using servers = await startTestNats()
    const nats = await connectNats(servers.url, 'test')
    const safe = {
      storage: 'file' as const,
      discard: 'new' as const,
      deny_delete: true,
      deny_purge: true,
      compression: 's2' as const,
      duplicate_window: 7200 * 1_000_000_000,
    }
    await (
      await jetstreamManager(nats)
    ).streams.add({ name: 'EVENTS', subjects: ['evt.>'], ...safe, ...unsafe })
    await expect(prepareStreams(nats, 1)).rejects.toThrow(LogUnsafeError)
    await expect(prepareStreams(nats, 1)).rejects.toThrow(word)
    await nats.close()
  })

  test('refuse an old server and one that takes only small messages', async () => {
    await using servers = await startTestNats()
    const nats = await connectNats(servers.url, 'test')
    await expect(prepareStreams(pretending(nats, { version: '2.9.25' }), 1)).rejects.toThrow('too old')
    await expect(prepareStreams(pretending(nats, { version: '1.99.0' }), 1)).rejects.toThrow('too old')
    await expect(prepareStreams(pretending(nats, { max_payload: 65_536 }), 1)).rejects.toThrow('max_payload')
    await nats.close()
  })
})
