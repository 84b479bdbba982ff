// Owns the configuration of the staff service, and is the only file of it that looks at the environment.
import { Type } from 'typebox'
import { storesConfig } from '@indoshopster/read-store/stores.config'
import type { ConfigField, ConfigOf } from '@indoshopster/service/config'

export const staffConfig = {
  ...storesConfig,
  signUp: {
    env: 'STAFF_SIGN_UP',
    doc: 'open: anybody may make a workspace; closed: only the operator, by the command make-owner',
    schema: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
    default: 'open',
  },
} satisfies Record<string, ConfigField>

export type StaffConfig = ConfigOf<typeof staffConfig>

export const environment: Readonly<Record<string, string | undefined>> = process.env
