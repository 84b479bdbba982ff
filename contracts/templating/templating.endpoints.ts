// Owns what other services may ask of the templating service, and how a template is shown.
import { Type, type Static } from 'typebox'
import { defineEndpoint } from '../endpoint.ts'
import { IsoTime, Uuid } from '../envelope.ts'
import { Actor, Appended, MinSeq } from '../page.ts'
import { Media } from '../session/media.ts'
import { TemplateKind } from './template.events.ts'

const service = 'templating'
const id = Type.Integer({ minimum: 1 })

export const TemplateView = Type.Object({
  id,
  kind: TemplateKind,
  name: Type.String(),
  body: Type.String(),
  variables: Type.Array(Type.String()),
  version: Type.Integer(),
  /** Sent with the text as its caption; null: text only. */
  picture: Type.Union([Media, Type.Null()]),
  updatedAt: IsoTime,
})
export type TemplateView = Static<typeof TemplateView>

/** One fault in a template's text; line and column count from 1. */
export const TemplateFault = Type.Object({
  code: Type.String(),
  line: Type.Integer(),
  column: Type.Integer(),
  detail: Type.String(),
})
export type TemplateFault = Static<typeof TemplateFault>

/** Values for a template: flat names, text, numbers or booleans. */
export const TemplateData = Type.Record(
  Type.String({ maxLength: 64 }),
  Type.Union([Type.String({ maxLength: 1024 }), Type.Number(), Type.Boolean()]),
)

const refusals = [
  'template_not_found',
  'template_invalid',
  'template_name_invalid',
  'template_changed_meanwhile',
  /** Templates of kind message are for admins. */
  'role_forbidden',
  'read_model_behind',
]

/** The workspace's templates by id, deleted ones left out. */
export const listTemplates = defineEndpoint({
  service,
  name: 'list_templates',
  request: Type.Object({ workspace: Uuid, minSeq: Type.Optional(MinSeq) }),
  response: Type.Object({ templates: Type.Array(TemplateView) }),
  refusals,
})
export const getTemplate = defineEndpoint({
  service,
  name: 'get_template',
  request: Type.Object({ workspace: Uuid, templateId: id, minSeq: Type.Optional(MinSeq) }),
  response: TemplateView,
  refusals,
})
export const createTemplate = defineEndpoint({
  service,
  name: 'create_template',
  needs: 'agent',
  request: Type.Object({
    ...Actor.properties,
    kind: TemplateKind,
    name: Type.String(),
    body: Type.String(),
    picture: Type.Optional(Type.Union([Media, Type.Null()])),
  }),
  response: Type.Object({ templateId: id, sequence: Type.Integer() }),
  refusals,
})
export const editTemplate = defineEndpoint({
  service,
  name: 'edit_template',
  needs: 'agent',
  request: Type.Object({
    ...Actor.properties,
    templateId: id,
    name: Type.String(),
    body: Type.String(),
    /** Left out: it stays; null: taken away. */
    picture: Type.Optional(Type.Union([Media, Type.Null()])),
  }),
  response: Appended,
  refusals,
})
export const deleteTemplate = defineEndpoint({
  service,
  name: 'delete_template',
  needs: 'agent',
  request: Type.Object({ ...Actor.properties, templateId: id }),
  response: Appended,
  refusals,
})
/** Judges a body as it is typed and renders it with what is there; missing names show as `{{name}}`. */
export const previewTemplate = defineEndpoint({
  service,
  name: 'preview_template',
  request: Type.Object({ workspace: Uuid, body: Type.String(), data: TemplateData }),
  response: Type.Object({
    text: Type.Union([Type.String(), Type.Null()]),
    variables: Type.Array(Type.String()),
    faults: Type.Array(TemplateFault),
  }),
  refusals,
})
