// Owns the table of the projection `label_list`: one row per label.
import type { LabelColour } from '@indoshopster/contracts/inbox/label.events'
import { defineTable } from '@indoshopster/event-sourcing/table'

export interface LabelRow {
  readonly id: string
  readonly workspace: string
  readonly name: string
  readonly colour: LabelColour
}

export const labelListTable = defineTable<LabelRow>({
  columns: {
    id: { type: 'uuid' },
    workspace: { type: 'uuid' },
    name: { type: 'text' },
    colour: { type: 'text' },
  },
  indexes: ['workspace'],
})
