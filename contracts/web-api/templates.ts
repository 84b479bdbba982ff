// Owns the HTTP shapes of templates and API keys under /app.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'
import { ApiKeyView } from '../api-keys/api-keys.endpoints.ts'
import { TemplateData, TemplateFault, TemplateView } from '../templating/templating.endpoints.ts'
import { TemplateKind } from '../templating/template.events.ts'

/** A picture from POST /app/media; left out: as it is; null: none. */
const mediaId = Type.Optional(Type.Union([Uuid, Type.Null()]))

/** GET /app/templates */
export const TemplatesList = Type.Object({ templates: Type.Array(TemplateView) })
/** POST /app/templates → 201 */
export const CreateTemplateBody = Type.Object(
  {
    kind: TemplateKind,
    name: Type.String({ maxLength: 200 }),
    body: Type.String({ maxLength: 10_000 }),
    mediaId,
  },
  { additionalProperties: false },
)
export const TemplateCreated = Type.Object({ id: Type.Integer(), sequence: Type.Integer() })
/** PUT /app/templates/{id} answers Appended; DELETE too */
export const EditTemplateBody = Type.Object(
  { name: Type.String({ maxLength: 200 }), body: Type.String({ maxLength: 10_000 }), mediaId },
  { additionalProperties: false },
)
export const TemplateParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })
/** POST /app/templates/preview */
export const PreviewBody = Type.Object(
  { body: Type.String({ maxLength: 10_000 }), data: TemplateData },
  { additionalProperties: false },
)
export const Preview = Type.Object({
  text: Type.Union([Type.String(), Type.Null()]),
  variables: Type.Array(Type.String()),
  faults: Type.Array(TemplateFault),
})

/** GET /app/api-keys */
export const ApiKeysList = Type.Object({ apiKeys: Type.Array(ApiKeyView) })
/** POST /app/api-keys → 201; `secret` is shown this once. DELETE /app/api-keys/{id} revokes, answers Appended. */
export const IssueApiKeyBody = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 60 }) },
  { additionalProperties: false },
)
export const ApiKeyIssued = Type.Object({
  id: Type.String(),
  secret: Type.String(),
  sequence: Type.Integer(),
})

export type TemplatesList = Static<typeof TemplatesList>
export type Preview = Static<typeof Preview>
export type ApiKeysList = Static<typeof ApiKeysList>
export type ApiKeyIssued = Static<typeof ApiKeyIssued>
