// Owns how an event becomes bytes and back: sealing and unsealing the personal part on the way.
import { randomBytes } from 'node:crypto'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { Keyring } from './keyring.ts'
import { open, seal } from './seal.ts'

/** How the personal part stands in the stored body. */
interface SealedBox {
  readonly key: string
  readonly box: string
}

interface StoredEvent extends Omit<RecordedEvent, 'sequence' | 'data'> {
  readonly datacontenttype: 'application/json'
  readonly data: Readonly<Record<string, unknown>> & { readonly sealed?: SealedBox }
}

export interface StoredMessage {
  readonly sequence: number
  readonly body: Uint8Array
}

export interface Codec {
  encode(envelope: Omit<StoredEvent, 'data' | 'datacontenttype'>, event: EventParts): Promise<Uint8Array>
  /** Unseals a batch with one look at the keyring; what cannot be read at all is left out and counted. */
  decode(messages: readonly StoredMessage[]): Promise<{ events: RecordedEvent[]; unreadable: number }>
}

export interface EventParts {
  readonly data: unknown
  readonly sealed?: unknown
  readonly person?: string
}

const aadOf = (event: { workspace: string; id: string; type: string }) =>
  `event|${event.workspace}|${event.id}|${event.type}`

/** A codec over one keyring. */
export function createCodec(keyring: Keyring): Codec {
  return {
    async encode(envelope, event) {
      // Contracts declare data as objects only.
      const data = event.data as Record<string, unknown>
      if (event.sealed === undefined)
        return toBytes({ ...envelope, datacontenttype: 'application/json', data })
      if (!event.person)
        throw new Error(`${envelope.type} has a personal part but names no person to seal it for.`)
      const key = await keyring.sealingKey(envelope.workspace, event.person)
      const box = seal(key.key, randomBytes(12), Buffer.from(JSON.stringify(event.sealed)), aadOf(envelope))
      const sealed = { key: key.id, box: box.toString('base64') }
      return toBytes({ ...envelope, datacontenttype: 'application/json', data: { ...data, sealed } })
    },

    async decode(messages) {
      const stored = messages.map(parse)
      const wanted = new Map<string, Set<string>>()
      for (const event of stored) {
        if (!event?.data.sealed) continue
        const ids = wanted.get(event.workspace) ?? new Set()
        wanted.set(event.workspace, ids.add(event.data.sealed.key))
      }
      const keys = new Map<string, Uint8Array | null>()
      for (const [workspace, ids] of wanted) {
        for (const [id, key] of await keyring.openingKeys(workspace, [...ids]))
          keys.set(`${workspace}|${id}`, key)
      }
      const events: RecordedEvent[] = []
      for (const [index, event] of stored.entries()) {
        const sequence = messages[index]?.sequence ?? 0
        if (event) events.push({ ...event, sequence, data: unseal(event, keys) })
      }
      return { events, unreadable: stored.length - events.length }
    },
  }
}

function toBytes(event: StoredEvent): Uint8Array {
  return Buffer.from(JSON.stringify(event))
}

function parse(message: StoredMessage): StoredEvent | null {
  try {
    // The next line checks the parts that are relied on.
    const event = JSON.parse(Buffer.from(message.body).toString()) as StoredEvent
    return typeof event.type === 'string' && typeof event.id === 'string' && typeof event.data === 'object'
      ? event
      : null
  } catch {
    return null
  }
}

function unseal(event: StoredEvent, keys: ReadonlyMap<string, Uint8Array | null>): unknown {
  const box = event.data.sealed
  if (!box) return event.data
  const key = keys.get(`${event.workspace}|${box.key}`)
  if (!key) return { ...event.data, sealed: null }
  const plain = open(key, Buffer.from(box.box, 'base64'), aadOf(event))
  return { ...event.data, sealed: JSON.parse(plain.toString()) }
}
