// Which linked device is connected right now, and through which connection.
import type { Endpoint } from '../accounts/jids.ts'
import type { Connection } from './connection.ts'

export interface Connections {
  /** The connection a device logged in with, live or not yet. */
  of(endpoint: Endpoint): Connection | undefined
  /** All logged-in connections, of one phone or of everybody. */
  list(phone?: string): Connection[]
  /** Puts `connection` in charge of its device; answers the one it replaces. */
  claim(endpoint: Endpoint, connection: Connection): Connection | undefined
  /** Forgets it; false when another connection took its place before. */
  release(connection: Connection): boolean
}

const key = ({ phone, device }: Endpoint): string => `${phone}:${device}`

export const createConnections = (): Connections => {
  const byDevice = new Map<string, Connection>()
  return {
    of: (endpoint) => byDevice.get(key(endpoint)),
    list: (phone) => [...byDevice.values()].filter((c) => phone === undefined || c.device?.phone === phone),
    claim: (endpoint, connection) => {
      const previous = byDevice.get(key(endpoint))
      connection.device = endpoint
      byDevice.set(key(endpoint), connection)
      return previous
    },
    release: (connection) => {
      if (!connection.device || byDevice.get(key(connection.device)) !== connection) return false
      byDevice.delete(key(connection.device))
      return true
    },
  }
}
