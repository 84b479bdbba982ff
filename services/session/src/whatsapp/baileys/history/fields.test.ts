// Owns the rules of reading a protobuf message from a stream, however it is cut.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proto } from '../library.ts'
import { fieldsOf } from './fields.ts'

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function conversationsIn(bytes: Uint8Array, sizes: readonly number[]): Promise<string[]> {
  const ids: string[] = []
  for await (const { number, bytes: field } of fieldsOf(cut(bytes, sizes)))
    if (number === 2 && field) ids.push(proto.Conversation.decode(field).id)
  return ids
}

const history = (ids: readonly string[]) =>
  proto.HistorySync.encode({
    syncType: proto.HistorySync.HistorySyncType.RECENT,
    chunkOrder: 3,
    progress: 70,
    conversations: ids.map((id) => ({ id, messages: [] })),
    pushnames: [{ id: 'x', pushname: 'Budi' }],
  }).finish()

test('fields › are the same however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ maxLength: 400 }), { maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }),
      async (ids, sizes) => {
        expect(await conversationsIn(history(ids), sizes)).toEqual(ids)
      },
    ),
  )
})

test('fields › a message that ends too early is told, not taken for the whole', async () => {
  const bytes = history(['satu', 'dua'])
  await expect(conversationsIn(bytes.subarray(0, bytes.length - 3), [7])).rejects.toThrow('ends within')
})

test('fields › a field that claims to be endless is refused before it is waited for', async () => {
  const claims = Uint8Array.from([0x12, 0xff, 0xff, 0xff, 0xff, 0x0f])
  await expect(conversationsIn(claims, [6])).rejects.toThrow('too large')
})
