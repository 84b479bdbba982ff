// Owns what a stored message must be to count as an event: everything that is relied on later is checked here.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { parseEventSubject } from '@indoshopster/contracts/subjects'

/** How the personal part stands in the stored body. */
export interface SealedBox {
  readonly key: string
  readonly box: string
}

export interface StoredEvent extends Omit<RecordedEvent, 'sequence' | 'data'> {
  readonly datacontenttype: 'application/json'
  readonly data: Readonly<Record<string, unknown>> & { readonly sealed?: SealedBox }
}

export interface StoredMessage {
  readonly subject: string
  readonly sequence: number
  readonly body: Uint8Array
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/
const isUuid = (value: unknown) => typeof value === 'string' && uuid.test(value)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads the bytes where they are; they may be part of a larger buffer. */
const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength).toString()

/** The event of a message; null when it is none, or when its subject belongs to another workspace. */
export function parseStored(message: StoredMessage): StoredEvent | null {
  let event: unknown
  try {
    event = JSON.parse(textOf(message.body))
  } catch {
    return null
  }
  if (!isRecord(event) || !isRecord(event['data'])) return null
  const { id, type, time, workspace, data } = event
  const fits =
    isUuid(id) &&
    isUuid(workspace) &&
    typeof type === 'string' &&
    typeof time === 'string' &&
    isoTime.test(time) &&
    !Number.isNaN(Date.parse(time)) &&
    (data['sealed'] === undefined || isBox(data['sealed'])) &&
    parseEventSubject(message.subject)?.workspace === workspace
  // The parts that are relied on have been checked above.
  return fits ? (event as unknown as StoredEvent) : null
}

function isBox(value: unknown): boolean {
  return isRecord(value) && isUuid(value['key']) && typeof value['box'] === 'string'
}
