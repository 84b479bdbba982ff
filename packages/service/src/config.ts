// Owns how a service reads its configuration: declared fields, all problems told together, frozen.
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'

export interface ConfigField<Schema extends TSchema = TSchema> {
  readonly env: string
  readonly doc: string
  readonly schema: Schema
  /** Raw text as it would stand in the environment; without one the field is required. */
  readonly default?: string
}

export type ConfigOf<Fields extends Record<string, ConfigField>> = {
  readonly [Name in keyof Fields]: Static<Fields[Name]['schema']>
}

/** Thrown once with every problem; its message names variables and what they should hold, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads declared fields from an environment. Text is converted to what the schema asks (numbers, booleans). */
export function readConfig<Fields extends Record<string, ConfigField>>(
  fields: Fields,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigOf<Fields> {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const raw = environment[field.env] || field.default
    if (raw === undefined) {
      problems.push(`${field.env} is missing: ${field.doc}`)
      continue
    }
    const value = Value.Convert(field.schema, raw)
    if (Value.Check(field.schema, value)) values[name] = value
    else problems.push(`${field.env} does not fit: ${field.doc}`)
  }
  if (problems.length > 0)
    throw new ConfigError(`The configuration is not usable.\n${problems.map((p) => `  ${p}`).join('\n')}`)
  // Every field has been checked against its schema above.
  return Object.freeze(values) as ConfigOf<Fields>
}
