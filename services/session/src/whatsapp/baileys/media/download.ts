// Owns fetching a file from WhatsApp's servers: always from the one host we know, whatever a message says.
import { MediaTooLargeError } from '@indoshopster/media-store/media.errors'
import { MediaDamagedError, MediaExpiredError, MediaGoneError } from '../../media-faults.ts'
import { parseWireMedia } from '../from-baileys/wire-media.ts'
import { decrypted } from './decrypt.ts'

/** Longest silence of the server, ms. */
const STALL_MS = 20_000
/** Longest time for a whole file, ms. */
const LONGEST_MS = 900_000
/** What encryption may add: padding and checksum. */
const OVERHEAD = 64

export type Fetch = typeof globalThis.fetch

/**
 * Opens the file behind a note. It is verified while it is read: only what was read to its end without a throw is the
 * file. Throws MediaGoneError, MediaDamagedError, MediaTooLargeError, or another error when the server does not answer.
 */
export async function* download(
  { host, fetch }: { readonly host: string; readonly fetch: Fetch },
  wireMedia: string,
  maxBytes: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const note = parseWireMedia(wireMedia)
  if (!note) throw new MediaDamagedError('The note of a file cannot be read.')
  if (note.bytes > maxBytes) throw new MediaTooLargeError('The file is larger than is taken.')
  const url = new URL(note.path, `https://${host}`)
  if (url.host !== host) throw new MediaDamagedError('The note of a file leads elsewhere.')
  const stall = new AbortController()
  const response = await fetch(url, {
    headers: { origin: 'https://web.whatsapp.com' },
    redirect: 'error',
    signal: AbortSignal.any([stall.signal, AbortSignal.timeout(LONGEST_MS), ...(signal ? [signal] : [])]),
  })
  if (!response.ok || !response.body) {
    await response.body?.cancel()
    const said = `The network's media server answered ${response.status}.`
    if (response.status === 404 || response.status === 410) throw new MediaExpiredError(said)
    throw response.status === 403 ? new MediaGoneError(said) : new Error(said)
  }
  yield* decrypted(watched(response.body, maxBytes + OVERHEAD, stall), note)
}

/** Breaks off what stalls or is longer than it may be. */
async function* watched(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  stall: AbortController,
): AsyncGenerator<Uint8Array> {
  const abort = () => stall.abort(new Error('The media server fell silent.'))
  let timer = setTimeout(abort, STALL_MS)
  let bytes = 0
  try {
    for await (const chunk of body) {
      clearTimeout(timer)
      bytes += chunk.length
      if (bytes > maxBytes) throw new MediaTooLargeError('The file is larger than is taken.')
      yield chunk
      timer = setTimeout(abort, STALL_MS)
    }
  } finally {
    clearTimeout(timer)
  }
}
