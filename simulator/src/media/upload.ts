// A linked device uploads an encrypted file: it is streamed to disk and kept when its hash is the one in the address.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { pipeline } from 'node:stream/promises'
import type { Endpoint } from '../accounts/jids.ts'
import type { Network } from '../network.ts'
import { directPathOf } from './media-files.table.ts'

/** What the server answers; clients look at the body, not at the status. */
export interface UploadAnswer {
  readonly status: number
  readonly body: object
}

const refused = (status: number, error: string): UploadAnswer => ({ status, body: { error } })

/** The path is `/mms/<kind>/<hash>`, the hash being base64url SHA-256 of the body. */
const expectedHash = (url: URL): string | undefined => /^\/mms\/[a-z-]+\/([\w-]{43})$/.exec(url.pathname)?.[1]

/** Streams the body to the file; answers its length and base64url SHA-256. */
const store = async (request: IncomingMessage, file: string): Promise<{ bytes: number; hash: string }> => {
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(
    request,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(file, { mode: 0o600 }),
  )
  return { bytes, hash: hash.digest('base64url') }
}

/** A body that ends early leaves nothing behind; it throws, because nobody waits for an answer any more. */
export const takeUpload = async (
  network: Network,
  request: IncomingMessage,
  url: URL,
  uploader: Endpoint | undefined,
): Promise<UploadAnswer> => {
  const { faults, media, ledger } = network
  const expected = expectedHash(url)
  if (!expected) return refused(404, 'no such path')
  if (!uploader) return refused(401, 'auth is not valid: ask for a new media_conn')
  const slow = faults.strike('media_slow', uploader.phone)?.value ?? 0
  if (slow > 0) await wait(slow, undefined, { ref: false })
  const fault = faults.strike('media_upload_refused', uploader.phone)
  if (fault) {
    request.resume()
    ledger.record('media_refused', uploader, { way: 'upload', code: fault.value })
    return refused(fault.value ?? 500, 'refused on demand')
  }
  const id = media.newId()
  const { bytes, hash } = await store(request, media.fileOf(id)).catch(async (error: unknown) => {
    await media.forget(id)
    throw error
  })
  if (hash !== expected) {
    await media.forget(id)
    return refused(400, 'the body has another hash than its path says')
  }
  media.add({ id, bytes, uploadedBy: uploader.phone, meantFor: '' }, network.now())
  ledger.record('media_uploaded', uploader, { file: id, bytes })
  const path = directPathOf(id)
  return { status: 200, body: { url: `https://${network.mediaHost()}${path}`, direct_path: path } }
}
