// Owns keeping parts in an S3-compatible store, by plain requests: put, get and delete of small objects is all it takes.
import { MediaStoreUnavailableError } from './media.errors.ts'
import type { PartStore } from './part-store.ts'
import { type S3Keys, signedHeaders } from './s3-signature.ts'

/** Longest wait for one request, ms. */
const PATIENCE_MS = 20_000

export interface S3Options extends S3Keys {
  /** For example `https://s3.ap-southeast-3.amazonaws.com`; the bucket's name follows in the path. */
  readonly endpoint: string
  readonly bucket: string
}

/** The bucket must exist. `now` in ms since the epoch: the store refuses requests whose time is far from its own. */
export function s3Parts(options: S3Options, now: () => number): PartStore {
  async function request(
    method: 'GET' | 'PUT' | 'DELETE',
    name: string,
    body?: Uint8Array,
  ): Promise<Response> {
    const url = new URL(`${options.endpoint.replace(/\/$/, '')}/${options.bucket}/${name}`)
    const sent = body ?? new Uint8Array()
    const headers = signedHeaders(options, { method, url, body: sent }, now())
    try {
      return await fetch(url, {
        method,
        headers,
        // A copy of its own: fetch takes no view of a shared buffer.
        ...(body ? { body: Uint8Array.from(body) } : {}),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
    } catch (error) {
      throw new MediaStoreUnavailableError('The object store does not answer.', { cause: error })
    }
  }

  async function expect(response: Response, statuses: readonly number[]): Promise<void> {
    if (statuses.includes(response.status)) return
    await response.body?.cancel()
    throw new MediaStoreUnavailableError(
      `The object store answered ${response.status}; see its own log for why.`,
    )
  }

  return {
    async put(name, part) {
      const response = await request('PUT', name, part)
      await expect(response, [200, 201, 204])
      await response.body?.cancel()
    },
    async get(name) {
      const response = await request('GET', name)
      await expect(response, [200, 404])
      if (response.status === 404) {
        await response.body?.cancel()
        return null
      }
      try {
        return new Uint8Array(await response.arrayBuffer())
      } catch (error) {
        throw new MediaStoreUnavailableError('The object store broke off its answer.', { cause: error })
      }
    },
    async delete(name) {
      const response = await request('DELETE', name)
      await expect(response, [200, 202, 204, 404])
      await response.body?.cancel()
    },
  }
}
