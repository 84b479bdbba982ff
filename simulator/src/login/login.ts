// A linked device comes back: its Noise key must be the one it paired with, and it replaces its older connection.
import type { proto } from '@whiskeysockets/baileys'
import { lidOf } from '../accounts/jids.ts'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import { node, seconds, SERVER } from '../wire/nodes.ts'
import { endStream, REPLACED, refuseLogin, UNAUTHORIZED } from './goodbye.ts'

/** Handles the login payload of a fresh connection. */
export const login = (network: Network, connection: Connection, payload: proto.ClientPayload): void => {
  const phone = network.phones.find(String(payload.username))
  const device = phone && network.devices.find(phone.phone, payload.device ?? 0)
  if (!phone || !device || !device.noiseKey.equals(connection.staticKey)) {
    refuseLogin(connection, UNAUTHORIZED)
    return
  }
  const refusal = network.faults.strike('refuse_login', phone.phone)
  if (refusal) {
    refuseLogin(connection, refusal.value ?? UNAUTHORIZED)
    return
  }
  const endpoint = { phone: phone.phone, device: device.device }
  const replaced = network.connections.claim(endpoint, connection)
  if (replaced) endStream(replaced, REPLACED)
  network.ledger.record('connected', endpoint, { connection: connection.id })
  const t = seconds(network.now())
  connection.send(
    node('success', {
      t,
      lid: lidOf(phone, device.device),
      location: 'sim',
      props: '0',
      companion_enc_static: '',
    }),
  )
  const routing = node('routing_info', {}, Buffer.from('sim'))
  connection.send(node('ib', { from: SERVER }, [node('edge_routing', {}, [routing])]))
}
