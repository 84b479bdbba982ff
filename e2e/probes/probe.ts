// Owns sending one probe and telling what came back, so that two answers can be held against each other.
import { randomBytes, randomUUID } from 'node:crypto'

export interface Probe {
  readonly method: string
  /** The address with an id in it. */
  readonly path: (id: string) => string
  readonly body: ((id: string) => unknown) | undefined
}

export interface Told {
  readonly status: number
  /** The body as it came. */
  readonly whole: string
  /** The body without what is different in every answer: request ids, the id that was asked for, what has just begun. */
  readonly text: string
}

/** Sends a probe with an id. */
export async function tell(
  origin: string,
  headers: Readonly<Record<string, string>>,
  probe: Probe,
  id: string,
): Promise<Told> {
  const body = probe.body?.(id)
  const response = await fetch(origin + probe.path(id), {
    method: probe.method,
    headers: {
      ...headers,
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const whole = await response.text()
  const made = response.status === 201 || response.status === 202
  const lasting = made ? whole.replaceAll(/"(id|at|mediaId)":("[^"]*"|\d+)/g, '"$1":""') : whole
  const text = lasting
    .replace(/"requestId":"[^"]*"/, '"requestId":""')
    .replaceAll(/"sequence":\d+/g, '"sequence":0')
    .replaceAll(id, '<id>')
  return { status: response.status, whole, text }
}

/** An id of the same form that nobody has. */
export function unknownLike(id: string): string {
  if (/^\d+$/.test(id)) return '2000000000'
  if (id.length === 36) return randomUUID()
  // A letter first: digits alone would be of another form.
  return `x${randomBytes(id.length).toString('hex')}`.slice(0, id.length)
}

/** Runs `work` on all, a few at a time. */
export async function eachOf<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items]
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: 6 }, worker))
}
