// Owns the configuration fields of a service that stands on Postgres and the log; services add their own to these.
import { Type } from 'typebox'
import type { ConfigField, ConfigOf } from '@indoshopster/service/config'

export const storesConfig = {
  databaseUrl: {
    env: 'DATABASE_URL',
    doc: 'Postgres, for example postgres://user:password@localhost:5432/indoshopster',
    schema: Type.String({ minLength: 1 }),
  },
  natsUrl: {
    env: 'NATS_URL',
    doc: 'NATS servers, comma-separated, for example nats://localhost:4222',
    schema: Type.String({ minLength: 1 }),
  },
  natsReplicas: {
    env: 'NATS_REPLICAS',
    doc: 'copies of the log in the NATS cluster: 1 on a single server, 3 in production',
    schema: Type.Integer({ minimum: 1, maximum: 5 }),
    default: '1',
  },
  masterKey: {
    env: 'MASTER_KEY',
    doc: '64 hex digits that wrap the keys of personal content; the same for all services',
    schema: Type.String({ pattern: '^[0-9a-fA-F]{64}$' }),
  },
} satisfies Record<string, ConfigField>

export type StoresConfig = ConfigOf<typeof storesConfig>
