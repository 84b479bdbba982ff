// Owns the configuration of the templating service, and is the only file of it that looks at the environment.
import { storesConfig } from '@indoshopster/read-store/stores.config'
import type { ConfigField, ConfigOf } from '@indoshopster/service/config'

export const templatingConfig = {
  ...storesConfig,
} satisfies Record<string, ConfigField>

export type TemplatingConfig = ConfigOf<typeof templatingConfig>

export const environment: Readonly<Record<string, string | undefined>> = process.env
