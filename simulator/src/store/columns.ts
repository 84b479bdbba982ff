// Reads typed values out of untyped SQLite rows; a wrong type is a broken schema, so it throws.
import type { Row } from './database.ts'

const fail = (name: string): never => {
  throw new TypeError(`column ${name} has an unexpected type`)
}

/** A TEXT column. */
export const text = (row: Row, name: string): string => {
  const value = row[name]
  return typeof value === 'string' ? value : fail(name)
}

/** An INTEGER column. */
export const integer = (row: Row, name: string): number => {
  const value = row[name]
  return typeof value === 'number' ? value : fail(name)
}

/** A BLOB column. */
export const blob = (row: Row, name: string): Buffer => {
  const value = row[name]
  return value instanceof Uint8Array ? Buffer.from(value) : fail(name)
}
