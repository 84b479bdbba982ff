// Owns bringing a file of ours to WhatsApp's servers: out of the store, encrypted on the way, never by a URL of others.
import { randomBytes } from 'node:crypto'
import { request } from 'node:https'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { IncomingMessage } from 'node:http'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import { MediaUnavailableError } from '../../media-faults.ts'
import type { MediaKind } from '../from-baileys/wire-media.ts'
import { encrypted, measured } from './encrypt.ts'

/** Where and with which key the file stands there. */
export interface Uploaded {
  readonly url: string
  readonly directPath: string
  readonly mediaKey: Buffer
  readonly fileSha256: Buffer
  readonly fileEncSha256: Buffer
  readonly fileLength: number
}

/** What WhatsApp's server says about uploads; `fresh` asks anew. */
export type AskHosts = (fresh: boolean) => Promise<{
  readonly auth: string
  readonly hosts: readonly { readonly hostname: string }[]
}>

const folders: Readonly<Record<MediaKind, string>> = {
  image: 'image',
  sticker: 'image',
  video: 'video',
  audio: 'audio',
  document: 'document',
  history: 'md-app-state',
}
/** Longest silence of the server, ms. */
const STALL_MS = 60_000

/** Tries every host once. Throws MediaUnavailableError when the file is not in the store, others for a later try. */
export async function upload(
  deps: { readonly store: MediaStore; readonly askHosts: AskHosts },
  file: { readonly workspace: string; readonly mediaId: string; readonly kind: MediaKind },
): Promise<Uploaded> {
  const { kind } = file
  const open = async () => {
    const stored = await deps.store.get(file.workspace, file.mediaId)
    if (!stored) throw new MediaUnavailableError('The file of a send is not in the store.')
    return stored.content
  }
  const mediaKey = randomBytes(32)
  const facts = await measured(await open(), mediaKey, kind)
  let last: unknown = new Error('The network named no host for uploads.')
  for (const fresh of [false, true]) {
    const { auth, hosts } = await deps.askHosts(fresh)
    for (const { hostname } of hosts) {
      const url = new URL(
        `https://${hostname}/mms/${folders[kind]}/${facts.encryptedSha256.toString('base64url')}`,
      )
      url.searchParams.set('auth', auth)
      url.searchParams.set('token', facts.encryptedSha256.toString('base64url'))
      try {
        const answer = await post(url, encrypted(await open(), mediaKey, kind), facts.encryptedBytes)
        return {
          ...answer,
          mediaKey,
          fileSha256: facts.sha256,
          fileEncSha256: facts.encryptedSha256,
          fileLength: facts.bytes,
        }
      } catch (error) {
        if (error instanceof MediaUnavailableError) throw error
        last = error
      }
    }
  }
  throw new Error('The file could not be uploaded.', { cause: last })
}

async function post(
  url: URL,
  body: AsyncIterable<Uint8Array>,
  bytes: number,
): Promise<Pick<Uploaded, 'url' | 'directPath'>> {
  const { promise: answered, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sent = request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': bytes,
      origin: 'https://web.whatsapp.com',
    },
    timeout: STALL_MS,
  })
  sent.on('response', resolve)
  sent.on('error', reject)
  sent.on('timeout', () => sent.destroy(new Error('The media server fell silent.')))
  answered.catch(() => undefined)
  // A server may answer, and close, before it has read everything.
  const written = pipeline(Readable.from(body), sent).catch((error: unknown) => {
    reject(error instanceof Error ? error : new Error('The upload broke off.'))
  })
  const response = await answered
  const said = await text(response)
  await written
  if (response.statusCode !== 200) throw new Error(`The media server answered ${response.statusCode}.`)
  return addressIn(said)
}

function addressIn(said: string): Pick<Uploaded, 'url' | 'directPath'> {
  const answer: unknown = JSON.parse(said)
  if (typeof answer === 'object' && answer !== null && 'direct_path' in answer) {
    const { direct_path: directPath } = answer
    const url = 'url' in answer ? answer.url : null
    if (typeof directPath === 'string') return { directPath, url: typeof url === 'string' ? url : '' }
  }
  throw new Error('The media server did not say where the file is.')
}
