// Owns how an event becomes bytes and back: sealing and unsealing the personal part on the way.
import { randomBytes } from 'node:crypto'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { CannotSealError, type Keyring } from './keyring.ts'
import { seal } from './seal.ts'
import { parseStored, type StoredEvent, type StoredMessage } from './stored-event.ts'
import { keysNeeded, unsealed } from './unseal.ts'

export type { StoredMessage } from './stored-event.ts'

export interface Codec {
  encode(envelope: Omit<StoredEvent, 'data' | 'datacontenttype'>, event: EventParts): Promise<Uint8Array>
  /**
   * Unseals a batch with one look at the keyring. What is no event of ours, or was tampered with, is left out and
   * its sequence told: one bad message must never stop those behind it.
   */
  decode(
    messages: readonly StoredMessage[],
  ): Promise<{ events: RecordedEvent[]; unreadable: readonly number[] }>
}

export interface EventParts {
  readonly data: unknown
  readonly sealed?: unknown
  readonly person?: string
}

/** What a sealed box is bound to, so that it opens in its own event only. */
export const aadOf = (event: { workspace: string; id: string; type: string }) =>
  `event|${event.workspace}|${event.id}|${event.type}`

/** A codec over one keyring. */
export function createCodec(keyring: Keyring): Codec {
  return {
    async encode(envelope, event) {
      // Contracts declare data as objects only.
      const data = event.data as Record<string, unknown>
      const plain = { ...envelope, datacontenttype: 'application/json' as const }
      if (event.sealed === undefined) return toBytes({ ...plain, data })
      if (!event.person)
        throw new CannotSealError(`${envelope.type} has a personal part but names no person to seal it for.`)
      const key = await keyring.sealingKey(envelope.workspace, event.person)
      const box = seal(key.key, randomBytes(12), Buffer.from(JSON.stringify(event.sealed)), aadOf(envelope))
      const sealed = { key: key.id, box: box.toString('base64') }
      return toBytes({ ...plain, data: { ...data, sealed } })
    },

    async decode(messages) {
      const stored = messages.map(parseStored)
      const keys = new Map<string, Uint8Array | null>()
      for (const [workspace, ids] of keysNeeded(stored)) {
        for (const [id, key] of await keyring.openingKeys(workspace, [...ids]))
          keys.set(`${workspace}|${id}`, key)
      }
      const events: RecordedEvent[] = []
      const unreadable: number[] = []
      for (const [index, message] of messages.entries()) {
        const event = stored[index]
        const data = event && unsealed(event, keys, aadOf(event))
        if (event && data) events.push({ ...event, sequence: message.sequence, data })
        else unreadable.push(message.sequence)
      }
      return { events, unreadable }
    },
  }
}

function toBytes(event: StoredEvent): Uint8Array {
  return Buffer.from(JSON.stringify(event))
}
