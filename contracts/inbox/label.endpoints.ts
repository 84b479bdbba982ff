// Owns what other services may ask of the inbox service about labels and saved views.
import { Type } from 'typebox'
import { defineEndpoint } from '../endpoint.ts'
import { Uuid } from '../envelope.ts'
import { Actor, Appended, MinSeq } from '../page.ts'
import { SavedFilter } from './filter.ts'
import { LabelColour } from './label.events.ts'
import { LabelView, SavedView } from './label.views.ts'

const service = 'inbox'
const labelRefusals = ['label_not_found', 'label_name_invalid', 'label_name_taken', 'too_many_labels']
const viewRefusals = ['view_not_found', 'view_name_invalid', 'too_many_views', 'read_model_behind']

/** Labels by name, with how many conversations have them. */
export const listLabels = defineEndpoint({
  service,
  name: 'list_labels',
  request: Type.Object({ workspace: Uuid, minSeq: Type.Optional(MinSeq) }),
  response: Type.Object({ labels: Type.Array(LabelView) }),
  refusals: ['read_model_behind'],
})
export const createLabel = defineEndpoint({
  service,
  name: 'create_label',
  needs: 'agent',
  request: Type.Object({ ...Actor.properties, name: Type.String(), colour: LabelColour }),
  response: Type.Object({ labelId: Uuid, sequence: Type.Integer() }),
  refusals: labelRefusals,
})
export const editLabel = defineEndpoint({
  service,
  name: 'edit_label',
  needs: 'admin',
  request: Type.Object({ ...Actor.properties, labelId: Uuid, name: Type.String(), colour: LabelColour }),
  response: Appended,
  refusals: labelRefusals,
})
export const deleteLabel = defineEndpoint({
  service,
  name: 'delete_label',
  needs: 'admin',
  request: Type.Object({ ...Actor.properties, labelId: Uuid }),
  response: Appended,
  refusals: labelRefusals,
})
/** Saved views by name. */
export const listViews = defineEndpoint({
  service,
  name: 'list_views',
  request: Type.Object({ workspace: Uuid, minSeq: Type.Optional(MinSeq) }),
  response: Type.Object({ views: Type.Array(SavedView) }),
  refusals: viewRefusals,
})
export const saveView = defineEndpoint({
  service,
  name: 'save_view',
  needs: 'agent',
  request: Type.Object({
    ...Actor.properties,
    /** Null makes a new one. */
    viewId: Type.Union([Uuid, Type.Null()]),
    name: Type.String(),
    filter: SavedFilter,
  }),
  response: Type.Object({ viewId: Uuid, sequence: Type.Integer() }),
  refusals: viewRefusals,
})
export const deleteView = defineEndpoint({
  service,
  name: 'delete_view',
  needs: 'agent',
  request: Type.Object({ ...Actor.properties, viewId: Uuid }),
  response: Appended,
  refusals: viewRefusals,
})
