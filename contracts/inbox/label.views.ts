// Owns how labels and saved views are shown.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'
import { SavedFilter } from './filter.ts'
import { LabelColour } from './label.events.ts'

export const LabelView = Type.Object({
  id: Uuid,
  name: Type.String(),
  colour: LabelColour,
  /** How many conversations have it. */
  conversations: Type.Integer({ minimum: 0 }),
})
export type LabelView = Static<typeof LabelView>

export const SavedView = Type.Object({ id: Uuid, name: Type.String(), filter: SavedFilter })
export type SavedView = Static<typeof SavedView>
