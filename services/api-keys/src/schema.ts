// Owns what api-keys keeps in Postgres: one projection, so everything here can be rebuilt from the log.
import type { ServiceSchema } from '@indoshopster/read-store/migrate'
import { apiKeyList } from './api-key/api-key-list.projection.ts'

export const schema: ServiceSchema = { name: 'api_keys', migrations: null, projections: [apiKeyList] }
