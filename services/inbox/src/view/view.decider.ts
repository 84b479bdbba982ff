// Owns the rules of a saved view.
import type { SavedFilter } from '@indoshopster/contracts/inbox/filter'
import {
  type NewViewEvent,
  viewCreated,
  viewDeleted,
  viewEdited,
  type ViewEvent,
} from '@indoshopster/contracts/inbox/view.events'
import { type Decider, Refusal } from '@indoshopster/event-sourcing/decider'
import { inboxErrors } from '../inbox.errors.ts'
import { visibleLine } from '../text/visible-line.model.ts'

export type ViewCommand = { readonly viewId: string; readonly by: string } & (
  | {
      readonly kind: 'create'
      readonly name: string
      readonly filter: SavedFilter
      /** Views there are. */ readonly count: number
    }
  | { readonly kind: 'edit'; readonly name: string; readonly filter: SavedFilter }
  | { readonly kind: 'delete' }
)

interface Saved {
  readonly name: string
  readonly filter: SavedFilter
}

const MAX_VIEWS = 100
const MAX_NAME = 60

const refuse = (code: keyof typeof inboxErrors) => new Refusal(code, inboxErrors[code])

export const view: Decider<ViewCommand, NewViewEvent, ViewEvent, Saved | null> = {
  initial: null,
  decide(command, saved) {
    const { viewId, by } = command
    if (command.kind !== 'create' && saved === null) throw refuse('view_not_found')
    if (command.kind === 'delete') return [{ type: viewDeleted.type, data: { viewId, by } }]
    const name = visibleLine(command.name, MAX_NAME)
    if (name === null) throw refuse('view_name_invalid')
    const { filter } = command
    const data = { viewId, name, filter, by }
    if (command.kind === 'create') {
      if (command.count >= MAX_VIEWS) throw refuse('too_many_views')
      return [{ type: viewCreated.type, data }]
    }
    if (saved?.name === name && same(saved.filter, filter)) return []
    return [{ type: viewEdited.type, data }]
  },
  evolve(saved, event) {
    if (event.type === 'inbox.view_deleted.v1') return null
    if (event.type === 'inbox.view_created.v1' || event.type === 'inbox.view_edited.v1') return event.data
    return saved
  },
}

/** The order in which the parts of a filter are written says nothing. */
const same = (a: SavedFilter, b: SavedFilter) => sorted(a) === sorted(b)
const sorted = (filter: SavedFilter) =>
  JSON.stringify(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)))
