// Owns keeping parts in a NATS object store.
import { jetstream, StorageType } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/nats-core'
import { Objm } from '@nats-io/obj'
import { MediaStoreUnavailableError } from './media.errors.ts'
import type { PartStore } from './part-store.ts'

/** How long the server may take for one step of a part, ms. */
const PATIENCE_MS = 10_000

/** Makes the bucket where it is missing. Throws MediaStoreUnavailableError. */
export async function natsParts(nats: NatsConnection, bucket: string, replicas: number): Promise<PartStore> {
  const client = jetstream(nats, { timeout: PATIENCE_MS })
  const store = await orUnavailable(new Objm(client).create(bucket, { storage: StorageType.File, replicas }))
  return {
    put: (name, part) => orUnavailable(store.putBlob({ name }, part).then(() => undefined)),
    get: (name) => orUnavailable(store.getBlob(name)),
    delete: (name) => orUnavailable(store.delete(name).then(() => undefined)),
  }
}

/** A client that waits for a server that is gone may wait for ever. */
async function orUnavailable<Result>(work: Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(reject, 2 * PATIENCE_MS, new Error('It took too long.'))
  try {
    return await Promise.race([work, late])
  } catch (error) {
    throw new MediaStoreUnavailableError('The object store does not answer.', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
