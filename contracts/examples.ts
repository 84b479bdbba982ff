// Owns how tests make recorded events and ids that are always the same.
import type { RecordedEvent } from './envelope.ts'

/** A UUID that shows its number, for example `exampleId(7)`. Kinds keep ids of different nouns apart. */
export function exampleId(number: number, kind = 0): string {
  return `${hex(kind, 8)}-0000-7000-8000-${hex(number, 12)}`
}

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0')

export const exampleWorkspace = exampleId(1, 0xa)

export interface Recording {
  readonly sequence?: number
  readonly id?: string
  readonly workspace?: string
  readonly time?: string
}

/** An event as the log answers it; its id follows from its sequence unless given. */
export function recorded<Name extends string, Data>(
  type: Name,
  subject: string,
  data: Data,
  {
    sequence = 1,
    id = exampleId(sequence, 0xe),
    workspace = exampleWorkspace,
    time = exampleTime(sequence),
  }: Recording,
): RecordedEvent<Name, Data> {
  const source = type.split('.')[0] ?? ''
  const trace = { correlationid: id, causationid: id }
  return { specversion: '1.0', id, source, type, subject, time, workspace, ...trace, sequence, data }
}

/** `seconds` after noon of an ordinary day, ISO 8601. */
export function exampleTime(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 15, 12, 0, 0) + seconds * 1000).toISOString()
}
