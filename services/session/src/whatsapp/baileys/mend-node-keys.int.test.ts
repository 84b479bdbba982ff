// Proves that mended ciphers answer as Node’s own do, for every way a key is given, and that Baileys gets the mended ones. They
// are the whole process’s from then on, so that this needs one of its own.
import * as before from 'node:crypto'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

const bare = { ...before }
const key = Buffer.alloc(32, 7)
const iv = Buffer.alloc(16, 9)

async function mended(): Promise<typeof before> {
  await import('./mend-node-keys.ts')
  return import('node:crypto')
}

test.each<[string, before.BinaryLike | before.KeyObject]>([
  ['bytes', key],
  ['bytes of another kind', new Uint8Array(key)],
  ['a text', 'kunci'],
  ['no bytes at all', Buffer.alloc(0)],
  ['a key object', before.createSecretKey(key)],
])('an HMAC with %s › is the one Node makes', async (_what, given) => {
  const { createHmac } = await mended()
  expect(createHmac('sha256', given).update('pesan').digest('hex')).toBe(
    bare.createHmac('sha256', given).update('pesan').digest('hex'),
  )
})

test('a cipher › is opened by Node’s own, and the other way round', async () => {
  const { createCipheriv, createDecipheriv } = await mended()
  for (const [seal, open] of [
    [createCipheriv, bare.createDecipheriv],
    [bare.createCipheriv, createDecipheriv],
  ] as const) {
    const cipher = seal('aes-256-cbc', key, iv)
    const sealed = Buffer.concat([cipher.update('pesan'), cipher.final()])
    const decipher = open('aes-256-cbc', key, iv)
    expect(Buffer.concat([decipher.update(sealed), decipher.final()]).toString()).toBe('pesan')
  }
})

test('a key of a wrong length › is refused as Node refuses it', async () => {
  const { createCipheriv } = await mended()
  expect(() => createCipheriv('aes-256-cbc', Buffer.alloc(5), iv)).toThrow('Invalid key length')
})

test('the mended ones › are what is imported by name and what is required', async () => {
  const { createHmac } = await mended()
  const required = createRequire(import.meta.url)('crypto') as typeof before
  expect(createHmac).not.toBe(bare.createHmac)
  expect(required.createHmac).toBe(createHmac)
})
