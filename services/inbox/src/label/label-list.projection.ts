// Answers: which labels does a workspace have?
import { type LabelEvent, labelEvents } from '@indoshopster/contracts/inbox/label.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { labelListTable, type LabelRow } from './label-list.table.ts'

export const labelList = defineProjection<LabelEvent, LabelRow>({
  name: 'label_list',
  version: 1,
  subjects: [eventFilter({ owner: 'inbox', lane: 'label' })],
  types: labelEvents.map((definition) => definition.type),
  table: labelListTable,
  key: (event) => event.data.labelId,
  fold(row, event) {
    if (event.type === 'inbox.label_deleted.v1') return row && null
    if (event.type === 'inbox.label_edited.v1' && !row) return undefined
    const { labelId, name, colour } = event.data
    return { id: labelId, workspace: event.workspace, name, colour }
  },
})
