// Owns opening the media store that the configuration asks for.
import type { Keyring } from '@indoshopster/event-log/keyring'
import { ConfigError } from '@indoshopster/service/config'
import type { NatsConnection } from '@nats-io/nats-core'
import { createMediaStore, type MediaStore } from './media-store.ts'
import type { MediaStoreConfig } from './media-store.config.ts'
import { natsParts } from './nats-parts.ts'
import type { PartStore } from './part-store.ts'
import { s3Parts } from './s3-parts.ts'

/** The bucket of the NATS object store. */
const BUCKET = 'media'

/** Throws ConfigError when s3 is asked for and not described, MediaStoreUnavailableError when NATS does not answer. */
export async function openMediaStore(
  config: MediaStoreConfig & { readonly natsReplicas: number },
  deps: { nats: NatsConnection; keyring: Keyring; now: () => number; newId: () => string },
): Promise<MediaStore> {
  const parts = config.mediaStore === 's3' ? s3(config, deps.now) : nats(deps.nats, config.natsReplicas)
  return createMediaStore({ parts: await parts, keyring: deps.keyring, newTake: deps.newId })
}

const nats = (connection: NatsConnection, replicas: number) => natsParts(connection, BUCKET, replicas)

function s3(config: MediaStoreConfig, now: () => number): PartStore {
  const options = {
    endpoint: config.mediaS3Endpoint,
    bucket: config.mediaS3Bucket,
    region: config.mediaS3Region,
    accessKey: config.mediaS3AccessKey,
    secretKey: config.mediaS3SecretKey,
  }
  const missing = Object.entries(options).flatMap(([name, value]) => (value === '' ? [name] : []))
  if (missing.length > 0)
    throw new ConfigError(`MEDIA_STORE is s3, but MEDIA_S3_… says nothing of ${missing.join(', ')}.`)
  return s3Parts(options, now)
}
