// Owns the configuration of the inbox service, and is the only file of it that looks at the environment.
import { mediaStoreConfig } from '@indoshopster/media-store/media-store.config'
import { storesConfig } from '@indoshopster/read-store/stores.config'
import type { ConfigField, ConfigOf } from '@indoshopster/service/config'

export const inboxConfig = {
  ...storesConfig,
  ...mediaStoreConfig,
} satisfies Record<string, ConfigField>

export type InboxConfig = ConfigOf<typeof inboxConfig>

export const environment: Readonly<Record<string, string | undefined>> = process.env
