// Answers: which filters has a workspace saved, and under which names?
import { type ViewEvent, viewEvents } from '@indoshopster/contracts/inbox/view.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { viewListTable, type ViewRow } from './view-list.table.ts'

export const viewList = defineProjection<ViewEvent, ViewRow>({
  name: 'view_list',
  version: 1,
  subjects: [eventFilter({ owner: 'inbox', lane: 'view' })],
  types: viewEvents.map((definition) => definition.type),
  table: viewListTable,
  key: (event) => event.data.viewId,
  fold(row, event) {
    if (event.type === 'inbox.view_deleted.v1') return row && null
    if (event.type === 'inbox.view_edited.v1' && !row) return undefined
    const { viewId, name, filter } = event.data
    return { id: viewId, workspace: event.workspace, name, filter }
  },
})
