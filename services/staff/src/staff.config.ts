// Owns the configuration of the staff service, and is the only file of it that looks at the environment.
import { Type } from 'typebox'
import type { ConfigField, ConfigOf } from '@indoshopster/service/config'

export const staffConfig = {
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
    schema: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  signUp: {
    env: 'STAFF_SIGN_UP',
    doc: 'open: anybody may make a workspace; closed: only the operator, by the command make-owner',
    schema: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
    default: 'open',
  },
} satisfies Record<string, ConfigField>

export type StaffConfig = ConfigOf<typeof staffConfig>

export const environment: Readonly<Record<string, string | undefined>> = process.env
