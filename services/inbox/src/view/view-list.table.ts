// Owns the table of the projection `view_list`: one row per saved view.
import type { SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { defineTable } from '@indoshopster/event-sourcing/table'

export interface ViewRow {
  readonly id: string
  readonly workspace: string
  readonly name: string
  readonly filter: SavedFilter
}

export const viewListTable = defineTable<ViewRow>({
  columns: {
    id: { type: 'uuid' },
    workspace: { type: 'uuid' },
    name: { type: 'text' },
    filter: { type: 'jsonb' },
  },
  indexes: ['workspace'],
})
