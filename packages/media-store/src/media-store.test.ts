// Proves that what was tampered with behind the store's back is never given out as the file.
import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { memoryKeyring } from '../tests/memory-keyring.ts'
import { createMediaStore } from './media-store.ts'
import type { PartStore } from './part-store.ts'

const workspace = 'w'
const told = { mimetype: 'text/plain', fileName: null, maxBytes: 1e8 }

function inMemory() {
  const kept = new Map<string, Uint8Array>()
  const parts: PartStore = {
    put: (name, part) => Promise.resolve(void kept.set(name, Uint8Array.from(part))),
    get: (name) => Promise.resolve(kept.get(name) ?? null),
    delete: (name) => Promise.resolve(void kept.delete(name)),
  }
  return { kept, store: createMediaStore({ parts, keyring: memoryKeyring(), newTake: randomUUID }) }
}

async function read(store: ReturnType<typeof inMemory>['store'], mediaId: string): Promise<number> {
  const got = await store.get(workspace, mediaId)
  let bytes = 0
  if (got) for await (const chunk of got.content) bytes += chunk.length
  return bytes
}

const threeParts = randomBytes(2.5 * 1_048_576)
const partsOf = (kept: Map<string, Uint8Array>, mediaId: string) =>
  [...kept.keys()].filter((name) => name.startsWith(`w/${mediaId}/`) && !name.endsWith('about')).sort()

test('tampering › parts that were swapped, cut, changed, or taken from another file are seen', async () => {
  const { kept, store } = inMemory()
  await store.put({ workspace, mediaId: 'a', person: 'p' }, [threeParts], told)
  await store.put({ workspace, mediaId: 'b', person: 'p' }, [threeParts], told)
  expect(await read(store, 'a')).toBe(threeParts.length)
  const [first = '', second = '', third = ''] = partsOf(kept, 'a')
  const [foreign = ''] = partsOf(kept, 'b')
  const original = new Map(kept)
  const bytes = (name: string) => original.get(name) ?? new Uint8Array()
  const changed = Uint8Array.from(bytes(first))
  changed[100] = (changed[100] ?? 0) ^ 1
  const tricks: [string, Uint8Array | null][][] = [
    [
      [first, bytes(second)],
      [second, bytes(first)],
    ],
    [[third, null]],
    [[third, bytes(second)]],
    [[second, bytes(second).subarray(0, 500)]],
    [[first, changed]],
    [[first, bytes(foreign)]],
  ]
  for (const trick of tricks) {
    for (const [name, part] of trick) {
      if (part) kept.set(name, part)
      else kept.delete(name)
    }
    await expect(read(store, 'a')).rejects.toMatchObject({ name: 'MediaDamagedError' })
    for (const [name, part] of original) kept.set(name, part)
  }
  expect(await read(store, 'a')).toBe(threeParts.length)
})

test('tampering › a record that speaks of fewer parts than were sealed is seen', async () => {
  const { kept, store } = inMemory()
  await store.put({ workspace, mediaId: 'a', person: 'p' }, [threeParts], told)
  const record = JSON.parse(Buffer.from(kept.get('w/a/about') ?? '').toString()) as Record<string, unknown>
  kept.set('w/a/about', Buffer.from(JSON.stringify({ ...record, parts: 2 })))
  await expect(store.describe(workspace, 'a')).rejects.toMatchObject({ name: 'MediaDamagedError' })
})

test('at rest › neither content nor name of a file can be found in what is stored', async () => {
  const { kept, store } = inMemory()
  const secret = Buffer.from('nomor rekening 123-456')
  await store.put({ workspace, mediaId: 'a', person: 'p' }, [secret], { ...told, fileName: 'rahasia.txt' })
  const all = Buffer.concat([...kept.values()]).toString('latin1')
  expect(all).not.toContain('rekening')
  expect(all).not.toContain('rahasia')
})
