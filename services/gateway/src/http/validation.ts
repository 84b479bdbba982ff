// Owns how requests are held against their schemas: nothing is coerced, removed or filled in, except that numbers
// in paths and queries are text on the wire.
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { TLocalizedValidationError } from 'typebox/error'
import { Problem, pointer, type FieldProblem } from './problem.ts'

const canonicalInteger = /^(0|[1-9]\d{0,14})$/

/** Fastify's validator compiler over TypeBox; a request that does not fit is a Problem that lists every fault. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema)
  const fromText = httpPart === 'querystring' || httpPart === 'params'
  return (input: unknown) => {
    const value = fromText ? withIntegers(schema, input) : input
    if (check.Check(value)) return { value }
    if (httpPart === 'params') return { error: new Problem('not_found') }
    return { error: refusalOf(check.Errors(value)) }
  }
}

/** Turns canonical decimal text into integers where the schema asks for one; leaves everything else as it is. */
function withIntegers(schema: TSchema, input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input
  // Object schemas hold their properties here.
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> }
  return Object.fromEntries(
    Object.entries(input).map(([key, value]: [string, unknown]) => {
      const isInteger = Object.hasOwn(properties, key) && properties[key]?.type === 'integer'
      return [
        key,
        isInteger && typeof value === 'string' && canonicalInteger.test(value) ? Number(value) : value,
      ]
    }),
  )
}

/** `unknown_field` when only those are wrong, else `request_invalid` with every fault. */
function refusalOf(errors: readonly TLocalizedValidationError[]): Problem {
  const unknown = unknownFields(errors)
  const rest = otherFaults(errors)
  return new Problem(rest.length === 0 ? 'unknown_field' : 'request_invalid', {
    errors: [...unknown, ...rest],
  })
}

/** Fields a schema does not know. */
export function unknownFields(errors: readonly TLocalizedValidationError[]): FieldProblem[] {
  return errors.flatMap((error) =>
    error.keyword === 'additionalProperties'
      ? error.params.additionalProperties.map((field) => ({
          code: 'unknown_field',
          pointer: pointer(...keysOf(error.instancePath), field),
          detail: 'This field is not known here; leave it out.',
        }))
      : [],
  )
}

/** Every other fault, one for each place. */
export function otherFaults(errors: readonly TLocalizedValidationError[]): FieldProblem[] {
  const faults = new Map<string, FieldProblem>()
  for (const error of errors) {
    // `boolean` is how an unknown field is told a second time.
    if (error.keyword === 'additionalProperties' || error.keyword === 'boolean') continue
    const base = keysOf(error.instancePath)
    if (error.keyword === 'required') {
      for (const field of error.params.requiredProperties) {
        const place = pointer(...base, field)
        faults.set(place, { code: 'missing', pointer: place, detail: 'This field is required.' })
      }
      continue
    }
    const place = pointer(...base)
    if (!faults.has(place))
      faults.set(place, { code: 'invalid', pointer: place, detail: `It ${error.message}.` })
  }
  return [...faults.values()]
}

/** The keys of a JSON pointer. */
function keysOf(instancePath: string): string[] {
  const keys = instancePath.split('/').slice(1)
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}
