// Connects the wire to the network: who may speak, and which part handles what a client says.
import type { proto } from '@whiskeysockets/baileys'
import { answerQuery } from '../iq/router.ts'
import { login } from '../login/login.ts'
import type { Pairing } from '../login/pairing.ts'
import { deviceAcks, deviceReceipts } from '../messaging/device-receipts.ts'
import { deviceSends } from '../messaging/device-sends.ts'
import type { Network } from '../network.ts'
import type { Connection, ConnectionHandler } from './connection.ts'
import { child } from './nodes.ts'
import type { BinaryNode } from './nodes.ts'

/** The handler every accepted connection gets; `changed` is told when a device comes or goes. */
export const createServer = (
  network: Network,
  pairing: Pairing,
  changed: (phone: string) => void,
): ConnectionHandler => ({
  opened: (connection: Connection, payload: proto.ClientPayload) => {
    if (payload.devicePairingData) pairing.begin(connection, payload)
    else login(network, connection, payload)
  },
  received: async (connection: Connection, stanza: BinaryNode) => {
    const from = connection.device
    if (!from) {
      if (stanza.tag === 'iq') pairing.received(connection, stanza)
      return
    }
    if (network.connections.of(from) !== connection) {
      // A device that was replaced may still write; nothing of it counts, but a reader of the ledger can see it.
      network.ledger.record('ignored', from, { connection: connection.id, tag: stanza.tag })
      return
    }
    if (stanza.tag === 'iq') {
      const asks = stanza.attrs['type'] === 'get' || stanza.attrs['type'] === 'set' || !stanza.attrs['type']
      if (asks) await answerQuery({ network, from, connection, iq: stanza })
    } else if (stanza.tag === 'message') await deviceSends(network, connection, from, stanza)
    else if (stanza.tag === 'receipt') await deviceReceipts(network, connection, from, stanza)
    else if (stanza.tag === 'ack') deviceAcks(network, connection, from, stanza)
    else if (stanza.tag === 'chatstate') {
      const typing = child(stanza, 'composing') !== undefined
      network.ledger.record('typing', from, { to: stanza.attrs['to'], typing })
    } else if (stanza.tag === 'presence' && connection.live) changed(from.phone)
  },
  closed: (connection: Connection) => {
    pairing.ended(connection)
    if (!connection.device) return
    network.ledger.record('disconnected', connection.device, { connection: connection.id })
    connection.live = false
    network.connections.release(connection)
    changed(connection.device.phone)
  },
  failed: (connection: Connection | undefined, error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown'
    network.ledger.record('protocol_error', connection?.device ?? {}, { reason })
  },
})
