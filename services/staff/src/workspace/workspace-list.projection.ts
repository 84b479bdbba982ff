// Answers: what is a workspace called?
import { type WorkspaceEvent, workspaceEvents } from '@indoshopster/contracts/staff/staff.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { type WorkspaceRow, workspaceListTable } from './workspace-list.table.ts'

export const workspaceList = defineProjection<WorkspaceEvent, WorkspaceRow>({
  name: 'workspace_list',
  version: 1,
  subjects: [eventFilter({ owner: 'staff', lane: 'workspace' })],
  types: workspaceEvents.map((definition) => definition.type),
  table: workspaceListTable,
  key: (event) => event.data.workspaceId,
  fold: (row, event) => row ?? { id: event.workspace, workspace: event.workspace, name: event.data.name },
})
