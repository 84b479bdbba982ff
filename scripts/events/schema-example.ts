// Answers: what is a simple valid value of a schema? The same every time, so that fixtures never differ by chance.
import { Type, type TSchema } from 'typebox'
import { Value } from 'typebox/value'

/** Tried in this order where a string has a pattern. */
const texts = [
  '00000000-0000-7000-8000-000000000001',
  '2026-01-15T12:00:00.000Z',
  'a'.repeat(64),
  'contoh',
  '6281234567890',
  'budi@toko.example',
]

/** A valid value. Throws where it knows none: then teach it. */
export function exampleOf(schema: TSchema): unknown {
  const value = build(schema)
  if (!Value.Check(schema, value)) throw new Error(`No example fits ${JSON.stringify(schema)}.`)
  return value
}

function build(schema: TSchema): unknown {
  if (Type.IsObject(schema)) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, part]) => [name, exampleOf(part)]),
    )
  }
  if (Type.IsUnion(schema)) return exampleOf(schema.anyOf.find((part) => !Type.IsNull(part)) ?? Type.Null())
  if (Type.IsLiteral(schema)) return schema.const
  if (Type.IsArray(schema)) return [exampleOf(schema.items)]
  if (Type.IsRecord(schema)) return {}
  if (Type.IsNull(schema)) return null
  if (Type.IsBoolean(schema)) return false
  return [...texts, 1, 0, {}].find((value) => Value.Check(schema, value))
}
