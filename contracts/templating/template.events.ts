// Owns the events of templates. Entity: the template's integer id.
import { Type } from 'typebox'
import { defineEvent, type EventOf, type NewEvent } from '../envelope.ts'
import { Media } from '../session/media.ts'

export const TemplateKind = Type.Union([Type.Literal('message'), Type.Literal('quick_reply')])

const saved = {
  templateId: Type.Integer({ minimum: 1 }),
  name: Type.String(),
  body: Type.String(),
  /** Every name the body uses, sorted; `data` of a send must have exactly these. */
  variables: Type.Array(Type.String()),
  version: Type.Integer({ minimum: 1 }),
  /** A picture that goes with it; the text is its caption. */
  picture: Type.Optional(Media),
  by: Type.String(),
}

export const templateCreated = defineEvent('templating.template_created.v1', {
  emitted: 'when staff save a new template.',
  data: Type.Object({ ...saved, kind: TemplateKind }),
  sealed: null,
})
export const templateEdited = defineEvent('templating.template_edited.v1', {
  emitted: 'when staff change name, body or picture; not when all stay as they are.',
  data: Type.Object(saved),
  sealed: null,
})
export const templateDeleted = defineEvent('templating.template_deleted.v1', {
  emitted: 'when staff delete a template; its id is never given again.',
  data: Type.Object({ templateId: Type.Integer({ minimum: 1 }), by: Type.String() }),
  sealed: null,
})

export const templateEvents = [templateCreated, templateEdited, templateDeleted] as const
export type TemplateEvent = EventOf<(typeof templateEvents)[number]>
export type NewTemplateEvent = NewEvent<(typeof templateEvents)[number]>
