// Owns the HTTP shapes of labels and saved views under /app.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'
import { SavedFilter } from '../inbox/filter.ts'
import { LabelColour } from '../inbox/label.events.ts'
import { LabelView, SavedView } from '../inbox/label.views.ts'

/** GET /app/labels?min_seq */
export const LabelsList = Type.Object({ labels: Type.Array(LabelView) })
/** POST /app/labels → 201 LabelCreated. PUT /app/labels/{id} with the same body and DELETE answer Appended. */
export const LabelBody = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 40 }), colour: LabelColour },
  { additionalProperties: false },
)
export const LabelCreated = Type.Object({ id: Uuid, sequence: Type.Integer() })

/** GET /app/views?min_seq */
export const ViewsList = Type.Object({ views: Type.Array(SavedView) })
/** POST /app/views → 201 ViewSaved. PUT /app/views/{id} → 200 ViewSaved. DELETE answers Appended. */
export const ViewBody = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 60 }), filter: SavedFilter },
  { additionalProperties: false },
)
export const ViewSaved = Type.Object({ id: Uuid, sequence: Type.Integer() })

export type LabelsList = Static<typeof LabelsList>
export type LabelCreated = Static<typeof LabelCreated>
export type ViewsList = Static<typeof ViewsList>
export type ViewSaved = Static<typeof ViewSaved>
