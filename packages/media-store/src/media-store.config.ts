// Owns the configuration fields of a service that uses the media store; services add them to their own.
import type { ConfigField, ConfigOf } from '@indoshopster/service/config'
import { Type } from 'typebox'

const text = Type.String()

export const mediaStoreConfig = {
  mediaStore: {
    env: 'MEDIA_STORE',
    doc: 'where files are kept: nats (an object store beside the log) or s3',
    schema: Type.Union([Type.Literal('nats'), Type.Literal('s3')]),
    default: 'nats',
  },
  mediaS3Endpoint: {
    env: 'MEDIA_S3_ENDPOINT',
    doc: 'for s3: the address of the store, for example https://s3.ap-southeast-3.amazonaws.com',
    schema: text,
    default: '',
  },
  mediaS3Region: { env: 'MEDIA_S3_REGION', doc: 'for s3: its region', schema: text, default: 'us-east-1' },
  mediaS3Bucket: {
    env: 'MEDIA_S3_BUCKET',
    doc: 'for s3: the bucket, which must exist',
    schema: text,
    default: '',
  },
  mediaS3AccessKey: { env: 'MEDIA_S3_ACCESS_KEY', doc: 'for s3: the access key', schema: text, default: '' },
  mediaS3SecretKey: { env: 'MEDIA_S3_SECRET_KEY', doc: 'for s3: the secret key', schema: text, default: '' },
} satisfies Record<string, ConfigField>

export type MediaStoreConfig = ConfigOf<typeof mediaStoreConfig>
