// Owns GET /media/{id}: files, opened by a key in the address and by no cookie, shown in a sandbox.
import { MediaQuery } from '@indoshopster/contracts/web-api/media'
import { IdParams } from '@indoshopster/contracts/web-api/inbox'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import type { FastifySchema } from 'fastify'
import { Readable } from 'node:stream'
import type { Static } from 'typebox'
import type { App } from '../http/app-instance.ts'
import { Problem } from '../http/problem.ts'
import type { KnownThings } from '../send/known-things.ts'
import { byteRange } from './byte-range.model.ts'
import type { MediaKeys } from './media-keys.ts'
import { servedAs } from './served-as.model.ts'
import { storeProblem } from './store-problem.ts'

export interface ServeMediaParts {
  readonly mediaStore: MediaStore
  readonly mediaKeys: MediaKeys
  readonly known: KnownThings
}

/** Nothing in a file may run, load or be framed, whatever it turns out to be. */
const FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

// Widened, so that the route may answer a stream.
const schema: FastifySchema = {
  hide: true,
  params: IdParams,
  querystring: MediaQuery,
}

/** Mounts it in a context of its own, because it reads no cookie. */
export function addMediaRoute(context: App, parts: ServeMediaParts): void {
  const { mediaStore, mediaKeys, known } = parts
  context.get('/media/:id', { schema }, async (request, reply) => {
    // The schemas have just proven the shapes; widened schemas tell no types.
    const { key, download } = request.query as Static<typeof MediaQuery>
    const { id } = request.params as Static<typeof IdParams>
    const owner = mediaKeys.read(key)
    if (!owner || known.accounts.standing(owner.workspace, owner.accountId)?.active === false) {
      throw new Problem('media_key_invalid')
    }
    try {
      const file = await mediaStore.describe(owner.workspace, id)
      if (!file) throw new Problem('media_not_found')
      const range = byteRange(request.headers.range, file.bytes)
      if (range === 'unsatisfiable') {
        return await reply.code(416).header('content-range', `bytes */${file.bytes}`).send()
      }
      const { start, end } = range ?? { start: 0, end: file.bytes - 1 }
      const stored =
        request.method === 'HEAD' ? null : await mediaStore.get(owner.workspace, id, { start, end })
      if (!stored && request.method !== 'HEAD') throw new Problem('media_not_found')
      if (range) void reply.code(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`)
      void reply.headers({
        ...servedAs(file, download !== undefined),
        'content-length': String(end - start + 1),
        'content-security-policy': FILE_POLICY,
        'cross-origin-resource-policy': 'same-origin',
        'accept-ranges': 'bytes',
        // A file never changes under its id.
        'cache-control': 'private, max-age=31536000, immutable',
      })
      return await reply.send(stored ? Readable.from(stored.content, { objectMode: false }) : undefined)
    } catch (error) {
      throw storeProblem(error)
    }
  })
}
