// Owns the configuration of the api-keys service, and is the only file of it that looks at the environment.
import { Type } from 'typebox'
import { storesConfig } from '@indoshopster/read-store/stores.config'
import type { ConfigField, ConfigOf } from '@indoshopster/service/config'

export const apiKeysConfig = {
  ...storesConfig,
  pepper: {
    env: 'API_KEY_PEPPER',
    doc: '64 hex digits under which API keys are hashed; the same as of the gateway, never in the database',
    schema: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
} satisfies Record<string, ConfigField>

export type ApiKeysConfig = ConfigOf<typeof apiKeysConfig>

export const environment: Readonly<Record<string, string | undefined>> = process.env
