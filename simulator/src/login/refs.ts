// Pairing refs: the random part of a QR, which leads from a scanned code to the client that shows it.
import { randomBytes } from 'node:crypto'
import type { proto } from '@whiskeysockets/baileys'
import type { Connection } from '../wire/connection.ts'

/** A client that shows QR codes. */
export interface Waiting {
  readonly connection: Connection
  readonly registration: proto.ClientPayload.IDevicePairingRegistrationData
}

export type RefState =
  { readonly state: 'waiting'; readonly client: Waiting } | { readonly state: 'used' | 'unknown' }

export interface Refs {
  /** Six refs for one client, valid until they are used or the client goes. */
  open(client: Waiting): string[]
  find(ref: string): RefState
  /** All refs of the client become used. */
  use(client: Waiting): void
  drop(connection: Connection): void
}

const REFS_PER_CLIENT = 6
const REMEMBERED_USED = 1000

export const createRefs = (): Refs => {
  const waiting = new Map<string, Waiting>()
  const used = new Set<string>()
  const take = (connection: Connection): string[] => {
    const own = [...waiting].filter(([, client]) => client.connection === connection).map(([ref]) => ref)
    for (const ref of own) waiting.delete(ref)
    return own
  }
  return {
    open: (client) => {
      const refs = Array.from({ length: REFS_PER_CLIENT }, () => `2@${randomBytes(48).toString('base64url')}`)
      for (const ref of refs) waiting.set(ref, client)
      return refs
    },
    find: (ref) => {
      const client = waiting.get(ref)
      return client ? { state: 'waiting', client } : { state: used.has(ref) ? 'used' : 'unknown' }
    },
    use: ({ connection }) => {
      for (const ref of take(connection)) used.add(ref)
      while (used.size > REMEMBERED_USED) for (const oldest of [...used].slice(0, 100)) used.delete(oldest)
    },
    drop: (connection) => void take(connection),
  }
}
