// Owns the order in which a send request is judged: key, unknown fields, template, phone, data, rendered text.
import { SendBody } from '@indoshopster/contracts/public-api/send'
import { TemplateData } from '@indoshopster/contracts/templating/templating.endpoints'
import { compareKeys } from '@indoshopster/template-language/compare-keys'
import { judgeText, type TemplateValues } from '@indoshopster/template-language/render'
import { Compile } from 'typebox/compile'
import { Problem, pointer, type FieldProblem } from '../http/problem.ts'
import { otherFaults, unknownFields } from '../http/validation.ts'
import type { ApiKeyOwner, KnownApiKeys } from './known-api-keys.ts'
import type { KnownTemplate, KnownTemplates } from './known-templates.ts'
import { phoneDigits } from '../phones/phone-number.ts'
import { isSendableText, MAX_CAPTION } from './text.model.ts'

type Fields = Readonly<Record<string, unknown>>

const bodyCheck = Compile(SendBody)
const dataCheck = Compile(TemplateData)
/** More faults than this help nobody. */
const MAX_FAULTS = 200

/** The body as fields. No body is no fields: then the api key is what is missing first. */
export function fieldsOf(body: unknown): Fields {
  if (body === undefined) return {}
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Problem('body_malformed')
  // An object that is no list holds fields.
  return body as Fields
}

/** Whose request it is. Throws Problem `invalid_api_key`. */
export function judgeKey(fields: Fields, apiKeys: Pick<KnownApiKeys, 'ownerOf'>): ApiKeyOwner {
  const secret = fields['api_key']
  const owner = typeof secret === 'string' ? apiKeys.ownerOf(secret) : null
  if (!owner) throw new Problem('invalid_api_key')
  return owner
}

/**
 * Refuses what belongs to none of the seed's own answers: unknown fields and a wrong `from`. Faults of the other
 * fields wait for their turn, so that a wrong template is told before a wrong phone number.
 */
export function judgeFields(fields: Fields): void {
  if (bodyCheck.Check(fields)) return
  const errors = bodyCheck.Errors(fields)
  const unknown = unknownFields(errors).filter((fault) => !fault.pointer.startsWith('#/data/'))
  const wrong = otherFaults(errors).filter((fault) => fault.pointer.startsWith('#/from'))
  if (unknown.length > 0) throw new Problem('unknown_field', { errors: unknown.slice(0, MAX_FAULTS) })
  if (wrong.length > 0) throw new Problem('request_invalid', { errors: wrong })
}

/** The request's meaning, the same for JSON and forms; null when a field does not fit the schema. */
export function meaningOf(fields: Fields): readonly unknown[] | null {
  if (!bodyCheck.Check(fields)) return null
  const { template_id, phone_number, data = {} } = fields
  const values = Object.entries(data).map(([name, value]) => [name, String(value)])
  return [
    template_id,
    phoneDigits(phone_number),
    values.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    fromOf(fields),
  ]
}

/** The number that is asked to send; null: the default. */
export function fromOf({ from }: Fields): string | null {
  if (typeof from !== 'string' && typeof from !== 'number') return null
  return String(from).replace(/^\+/, '').toLowerCase()
}

export interface Judged {
  readonly template: KnownTemplate
  /** Digits with country code. */
  readonly phone: string
  /** What the customer will read. */
  readonly text: string
}

/** Judges template, phone, data and text, in this order. Throws Problem with the seed's own titles. */
export function judgeSend(
  fields: Fields,
  owner: ApiKeyOwner,
  templates: Pick<KnownTemplates, 'find'>,
): Judged {
  const id = fields['template_id']
  const template = typeof id === 'number' ? templates.find(owner.workspace, id) : null
  if (!template) throw new Problem('template_not_found')
  const given = fields['phone_number']
  const phone = typeof given === 'number' || typeof given === 'string' ? phoneDigits(given) : null
  if (phone === null) throw new Problem('phone_number_invalid')
  const text = template.render(judgeData('data' in fields ? fields['data'] : {}, template.variables))
  if (judgeText(text) !== null || !isSendableText(text)) throw new Problem('template_output_invalid')
  if (template.picture && text.length > MAX_CAPTION) {
    const detail = `With this data the text under the picture is longer than ${MAX_CAPTION} characters. Send shorter values.`
    throw new Problem('template_output_invalid', { detail })
  }
  return { template, phone, text }
}

function judgeData(data: unknown, variables: readonly string[]): TemplateValues {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const detail = 'data must be an object: { "name": "value" }.'
    throw new Problem('template_data_invalid', { errors: [{ code: 'invalid', pointer: '#/data', detail }] })
  }
  // An object that is no list holds fields.
  const values = data as Fields
  const { missing, unexpected } = compareKeys(variables, values)
  const invalid = variables.filter(
    (name) => Object.hasOwn(values, name) && !dataCheck.Check({ [name]: values[name] }),
  )
  const faults = [
    ...missing.map((name) => fault('missing', name, 'The template needs this key.')),
    ...unexpected.map((name) =>
      fault('unexpected', name, 'The template does not use this key; leave it out.'),
    ),
    ...invalid.map((name) =>
      fault('invalid', name, 'Send text of at most 1024 characters, a number or a boolean.'),
    ),
  ]
  if (faults.length > 0) throw new Problem('template_data_invalid', { errors: faults.slice(0, MAX_FAULTS) })
  // Every value of every name has been checked above.
  return values as TemplateValues
}

function fault(code: string, name: string, detail: string): FieldProblem {
  return { code, pointer: pointer('data', name), detail }
}
