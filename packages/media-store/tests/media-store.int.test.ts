// Owns the rules of the media store, on a real NATS object store and on S3 alike.
import { randomBytes } from 'node:crypto'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { openMediaStore } from '@indoshopster/media-store/open-media-store'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, describe, expect, test } from 'vitest'
import { startTestNats } from '../../../scripts/testing/nats.ts'
import { startFakeS3 } from './fake-s3.ts'
import { memoryKeyring } from './memory-keyring.ts'

const workspace = '00000000-0000-7000-8000-0000000000aa'
const servers = await startTestNats()
const nats = await connectNats(servers.url, 'test')
const s3 = await startFakeS3('key')
afterAll(async () => {
  await nats.close()
  await Promise.all([servers.stop(), s3[Symbol.asyncDispose]()])
})

const config = {
  mediaStore: 'nats',
  natsReplicas: 1,
  mediaS3Endpoint: s3.url,
  mediaS3Region: 'us-east-1',
  mediaS3Bucket: 'files',
  mediaS3AccessKey: 'key',
  mediaS3SecretKey: 'secret',
} as const

const MiB = 1_048_576
const pdf = (bytes: number) => Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(bytes - 9)])
const told = { mimetype: 'application/pdf', fileName: 'faktur.pdf', maxBytes: 20 * MiB }

async function bytesOf(got: { content: AsyncIterable<Uint8Array> } | null): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  if (got) for await (const chunk of got.content) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve()
    yield bytes.subarray(at, at + size)
  }
}

describe.each(['nats', 's3'] as const)('%s', (mediaStore) => {
  const keyring = memoryKeyring()
  const opened = openMediaStore(
    { ...config, mediaStore },
    { nats, keyring, now: Date.now, newId: () => uuidv7() },
  )
  const place = () => ({ workspace, mediaId: uuidv7(), person: 'contact:1' })

  test('media store › gives back what was put, whole and in any range', async () => {
    const store = await opened
    const at = place()
    const file = pdf(2 * MiB + 12_345)
    const stored = { mimetype: 'application/pdf', bytes: file.length, fileName: 'faktur.pdf' }
    expect(await store.put(at, inPieces(file, 70_001), told)).toEqual(stored)
    expect(await store.describe(workspace, at.mediaId)).toEqual(stored)
    expect((await bytesOf(await store.get(workspace, at.mediaId))).equals(file)).toBe(true)
    for (const [start, end] of [
      [0, 0],
      [MiB - 1, MiB],
      [10, 2 * MiB + 5],
      [2 * MiB, undefined],
      [file.length - 1, 10 * MiB],
    ] as const) {
      const got = await bytesOf(await store.get(workspace, at.mediaId, { start, end }))
      expect(got.equals(file.subarray(start, (end ?? file.length) + 1))).toBe(true)
    }
    expect(await bytesOf(await store.get(workspace, at.mediaId, { start: file.length }))).toHaveLength(0)
  })

  test('media store › a file that fills its parts exactly comes back whole', async () => {
    const store = await opened
    const at = place()
    const file = pdf(2 * MiB)
    await store.put(at, [file], told)
    expect((await bytesOf(await store.get(workspace, at.mediaId))).equals(file)).toBe(true)
  })

  test('media store › an id is written once', async () => {
    const store = await opened
    const at = place()
    await store.put(at, [pdf(100)], told)
    expect((await store.put(at, [pdf(200)], told)).bytes).toBe(100)
    expect(await bytesOf(await store.get(workspace, at.mediaId))).toHaveLength(100)
  })

  test('media store › keeps nothing of what is too large, empty, unwanted, or breaks off', async () => {
    const store = await opened
    async function* breaksOff() {
      yield* inPieces(pdf(MiB + 1), MiB)
      throw new Error('the network went')
    }
    const refusals = [
      [[pdf(MiB * 3)], { ...told, maxBytes: 2 * MiB }, 'MediaTooLargeError'],
      [[], told, 'MediaRejectedError'],
      [[pdf(10)], { ...told, accepts: (type: string) => type.startsWith('image/') }, 'MediaRejectedError'],
      [breaksOff(), told, 'Error'],
    ] as const
    for (const [content, options, name] of refusals) {
      const at = place()
      await expect(store.put(at, content, options)).rejects.toMatchObject({ name })
      expect(await store.describe(workspace, at.mediaId)).toBeNull()
    }
    expect([...s3.objects.keys()].filter((name) => !name.endsWith('/about') && !name.endsWith('/0'))).toEqual(
      [...s3.objects.keys()].filter((name) => /\/[12]$/.test(name)),
    )
  })

  test('media store › another workspace finds nothing', async () => {
    const store = await opened
    const at = place()
    await store.put(at, [pdf(100)], told)
    expect(await store.get('00000000-0000-7000-8000-0000000000bb', at.mediaId)).toBeNull()
  })

  test('media store › what is deleted is gone, and deleting again is quiet', async () => {
    const store = await opened
    const at = place()
    const before = s3.objects.size
    await store.put(at, [pdf(MiB + 1)], told)
    await store.delete(workspace, at.mediaId)
    await store.delete(workspace, at.mediaId)
    expect(await store.get(workspace, at.mediaId)).toBeNull()
    expect(s3.objects.size).toBe(before)
  })

  test('media store › an erased person’s file cannot be read, but can be removed', async () => {
    const store = await opened
    const at = place()
    await store.put(at, [pdf(100)], told)
    keyring.destroyAll()
    expect(await store.describe(workspace, at.mediaId)).toBeNull()
    expect(await store.get(workspace, at.mediaId)).toBeNull()
    await store.delete(workspace, at.mediaId)
  })
})

test('s3 › a store that answers an error is unavailable, and nothing is believed to be stored', async () => {
  const store = await openMediaStore(
    { ...config, mediaStore: 's3' },
    { nats, keyring: memoryKeyring(), now: Date.now, newId: () => uuidv7() },
  )
  s3.refuse(503)
  const at = { workspace, mediaId: uuidv7(), person: 'contact:1' }
  await expect(store.put(at, [pdf(10)], told)).rejects.toMatchObject({ name: 'MediaStoreUnavailableError' })
  s3.refuse(null)
  expect(await store.describe(workspace, at.mediaId)).toBeNull()
})

test('s3 › is refused at the start when it is not described', async () => {
  const opening = openMediaStore(
    { ...config, mediaStore: 's3', mediaS3Bucket: '' },
    { nats, keyring: memoryKeyring(), now: Date.now, newId: () => uuidv7() },
  )
  await expect(opening).rejects.toMatchObject({ name: 'ConfigError' })
})
