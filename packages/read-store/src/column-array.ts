// Owns how the values of a column travel to Postgres: as one array literal. Pure.
//
// The driver's own way looks at each value anew; a column has one type, and most types need no quotes.
import type { ColumnType } from '@indoshopster/event-sourcing/table'

/** jsonb travels as text: an array of arrays would be flattened. */
export const carrier = (type: ColumnType): ColumnType => (type === 'jsonb' ? 'text' : type)

/** The literal of an array of `carrier(type)`. The values are of the column's type, as a row check leaves them. */
export function columnArray(type: ColumnType, values: readonly unknown[]): string {
  const written = values.map((value) => (value === null ? 'NULL' : elementOf(type, value)))
  return `{${written.join(',')}}`
}

function elementOf(type: ColumnType, value: unknown): string {
  if (type === 'text') return quoted(storable(String(value)))
  if (type === 'jsonb') return quoted(storableJson(value))
  // Ids, numbers, true and false, and ISO times hold nothing that an array could mistake for its own marks.
  return String(value)
}

const mark = /["\\]/g
const quoted = (text: string): string => `"${text.replace(mark, '\\$&')}"`

/** Postgres takes neither NUL nor half a surrogate pair; customers send both. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed()

const escaped = /\\u(0000|d[89a-f])/

function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  if (!escaped.test(json)) return json
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part))
}
