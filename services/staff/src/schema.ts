// Owns what staff keeps in Postgres: lists rebuilt from the log, and passwords and sign-ins, which are not in the log.
import path from 'node:path'
import type { ServiceSchema } from '@indoshopster/read-store/migrate'
import { accountList } from './account/account-list.projection.ts'
import { invitationList } from './invitation/invitation-list.projection.ts'
import { workspaceList } from './workspace/workspace-list.projection.ts'

export const schema: ServiceSchema = {
  name: 'staff',
  migrations: path.join(import.meta.dirname, '../migrations'),
  projections: [workspaceList, accountList, invitationList],
}
