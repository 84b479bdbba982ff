// Owns what the text of a form means: where the schema asks for an integer, canonical digits become one.

const integerFields = ['template_id', 'phone_number'] as const

/** `0`, or digits without a leading zero that a number holds exactly: `08…` stays text and is refused as such. */
const canonicalInteger = /^(0|[1-9][0-9]{0,15})$/

/** Converts parsed form fields. What does not look like an integer stays as it is; `data` is always text. */
export function fromForm(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const converted = { ...fields }
  for (const field of integerFields) {
    const text = fields[field]
    if (typeof text !== 'string' || !canonicalInteger.test(text)) continue
    const number = Number(text)
    if (Number.isSafeInteger(number)) converted[field] = number
  }
  return converted
}
