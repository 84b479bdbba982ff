// Owns the events of saved views: filters that staff keep under a name. Lane `view`; entity: the view id.
import { Type } from 'typebox'
import { defineEvent, type EventOf, type NewEvent, Uuid } from '../envelope.ts'
import { SavedFilter } from './filter.ts'

const saved = { viewId: Uuid, name: Type.String(), filter: SavedFilter, by: Type.String() }

export const viewCreated = defineEvent('inbox.view_created.v1', {
  emitted: 'when staff save a filter under a name, for everyone in the workspace.',
  data: Type.Object(saved),
  sealed: null,
})
export const viewEdited = defineEvent('inbox.view_edited.v1', {
  emitted: 'when staff change the name or the filter of a view; not when both stay.',
  data: Type.Object(saved),
  sealed: null,
})
export const viewDeleted = defineEvent('inbox.view_deleted.v1', {
  emitted: 'when staff delete a view.',
  data: Type.Object({ viewId: Uuid, by: Type.String() }),
  sealed: null,
})

export const viewEvents = [viewCreated, viewEdited, viewDeleted] as const
export type ViewEvent = EventOf<(typeof viewEvents)[number]>
export type NewViewEvent = NewEvent<(typeof viewEvents)[number]>
