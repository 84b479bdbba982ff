// Rules of media encryption: what is changed on the way is not opened.
import { expect, it } from 'vitest'
import { decryptFile, encryptFile } from './media-crypto.ts'

const PLAIN = Buffer.from('sebuah foto')

it('a file opens with its key and its kind only', async () => {
  const { blob, mediaKey } = await encryptFile(PLAIN, 'image')
  expect(await decryptFile(blob, mediaKey, 'image')).toEqual(PLAIN)
  expect(await decryptFile(blob, mediaKey, 'video')).toBeUndefined()
  expect(await decryptFile(blob, Buffer.alloc(32), 'image')).toBeUndefined()
})

it('a file with one changed or missing byte does not open', async () => {
  const { blob, mediaKey } = await encryptFile(PLAIN, 'document')
  const changed = Buffer.from(blob)
  changed[0] = (changed[0] ?? 0) ^ 1
  expect(await decryptFile(changed, mediaKey, 'document')).toBeUndefined()
  expect(await decryptFile(blob.subarray(1), mediaKey, 'document')).toBeUndefined()
})

it('an empty file has its encryption too', async () => {
  const { blob, mediaKey, fileLength } = await encryptFile(Buffer.alloc(0), 'audio')
  expect(fileLength).toBe(0)
  expect(await decryptFile(blob, mediaKey, 'audio')).toEqual(Buffer.alloc(0))
})
