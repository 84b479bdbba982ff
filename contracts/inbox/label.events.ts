// Owns the events of a workspace's labels. Lane `label`; entity: the workspace id, so that names are unique for sure.
import { Type, type Static } from 'typebox'
import { defineEvent, type EventOf, type NewEvent, Uuid } from '../envelope.ts'

/** Colours a label may have; the UI gives each a readable pair for light and dark. */
export const LabelColour = Type.Union([
  Type.Literal('blue'),
  Type.Literal('teal'),
  Type.Literal('green'),
  Type.Literal('yellow'),
  Type.Literal('orange'),
  Type.Literal('red'),
  Type.Literal('pink'),
  Type.Literal('purple'),
  Type.Literal('brown'),
  Type.Literal('grey'),
])
export type LabelColour = Static<typeof LabelColour>

const saved = { labelId: Uuid, name: Type.String(), colour: LabelColour, by: Type.String() }

export const labelCreated = defineEvent('inbox.label_created.v1', {
  emitted: 'when staff make a label.',
  data: Type.Object(saved),
  sealed: null,
})
export const labelEdited = defineEvent('inbox.label_edited.v1', {
  emitted: 'when staff rename or recolour a label; not when both stay.',
  data: Type.Object(saved),
  sealed: null,
})
export const labelDeleted = defineEvent('inbox.label_deleted.v1', {
  emitted: 'when staff delete a label; it is on no conversation any more.',
  data: Type.Object({ labelId: Uuid, by: Type.String() }),
  sealed: null,
})

export const labelEvents = [labelCreated, labelEdited, labelDeleted] as const
export type LabelEvent = EventOf<(typeof labelEvents)[number]>
export type NewLabelEvent = NewEvent<(typeof labelEvents)[number]>
