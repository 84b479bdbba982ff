// Owns the table of the projection `workspace_list`: one row per workspace.
import { defineTable } from '@indoshopster/event-sourcing/table'

export interface WorkspaceRow {
  readonly id: string
  /** The same as `id`. */
  readonly workspace: string
  readonly name: string
}

export const workspaceListTable = defineTable<WorkspaceRow>({
  columns: { id: { type: 'uuid' }, workspace: { type: 'uuid' }, name: { type: 'text' } },
  indexes: [],
})
