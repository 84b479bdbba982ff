// Owns the seed's public API: POST /sendWhatsappMessage, its body and its answers.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'
import { TemplateData } from '../templating/templating.endpoints.ts'

/** Body of POST /sendWhatsappMessage after form strings are converted; unknown fields are refused. */
export const SendBody = Type.Object(
  {
    api_key: Type.String({ minLength: 1, maxLength: 200, description: 'API key, from Settings.' }),
    template_id: Type.Integer({ minimum: 1, description: 'Id of a template of type message.' }),
    phone_number: Type.Union(
      [
        Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
        Type.String({ pattern: '^\\+?[0-9]+$' }),
      ],
      { description: 'WhatsApp number of the customer with country code, for example 62 for Indonesia.' },
    ),
    data: Type.Optional(TemplateData),
    from: Type.Optional(
      Type.Union([Type.String({ maxLength: 64 }), Type.Integer({ minimum: 1 })], {
        description: 'Id or phone number of the number that sends; without it the default number sends.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type SendBody = Static<typeof SendBody>

/** 202: the request is durably in the log. */
export const SendAccepted = Type.Object({ id: Uuid, status: Type.Literal('accepted') })

/** RFC 9457 problem details; `code` is stable, `title` holds the seed's sentence where there is one. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        code: Type.String(),
        /** JSON pointer as a URI fragment, for example `#/data/fullname`. */
        pointer: Type.String(),
        detail: Type.String(),
      }),
    ),
  ),
  /** What the refused needs to go on, for example `assignee` of `already_claimed`. */
  facts: Type.Optional(Type.Record(Type.String(), Type.String())),
  requestId: Type.Optional(Type.String()),
})
export type Problem = Static<typeof Problem>
