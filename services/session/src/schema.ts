// Owns what the database of this service holds, for migrations.
import { fileURLToPath } from 'node:url'
import type { ServiceSchema } from '@indoshopster/read-store/migrate'
import { sessionListProjection } from './session/session-list.projection.ts'

export const schema: ServiceSchema = {
  name: 'session',
  migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
  projections: [sessionListProjection],
}
