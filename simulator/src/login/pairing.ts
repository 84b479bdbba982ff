// Pairing: a client without account waits; a phone scans its QR or its owner types its code, and it is linked.
import { randomBytes } from 'node:crypto'
import type { proto } from '@whiskeysockets/baileys'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import { node, SERVER } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { createByCode } from './by-code.ts'
import type { CodeRefusal } from './by-code.ts'
import { createLinking } from './linking.ts'
import type { LinkResult } from './linking.ts'
import { parseQr } from './qr.ts'
import { createRefs } from './refs.ts'
import type { Waiting } from './refs.ts'

export type ScanRefusal = 'qr_invalid' | 'qr_unknown' | 'qr_used'

export interface Pairing {
  /** A client without account connected: show it its refs. */
  begin(connection: Connection, payload: proto.ClientPayload): void
  /** An iq of a client that is not logged in yet: an answer, or a query about pairing by code. */
  received(connection: Connection, iq: BinaryNode): void
  ended(connection: Connection): void
  /** The phone's camera saw this text. Resolves when the device is linked or refused. */
  scan(phone: Phone, qr: string): Promise<LinkResult<ScanRefusal>>
  /** The phone's owner typed the code that a client shows. Resolves when the device is linked or refused. */
  enter(phone: Phone, code: string): Promise<LinkResult<CodeRefusal>>
  isWaiting(qr: string): boolean
}

export const createPairing = (network: Network): Pairing => {
  const refs = createRefs()
  const linking = createLinking(network)
  const byCode = createByCode(network, linking)
  const clients = new Map<Connection, Waiting>()

  return {
    begin: (connection, payload) => {
      const client = { connection, registration: payload.devicePairingData ?? {} }
      clients.set(connection, client)
      const listed = refs.open(client).map((ref) => node('ref', {}, Buffer.from(ref)))
      const attrs = { from: SERVER, type: 'set', id: randomBytes(4).toString('hex'), xmlns: 'md' }
      connection.send(node('iq', attrs, [node('pair-device', {}, listed)]))
    },
    received: (connection, iq) => {
      const client = clients.get(connection)
      if (client && iq.attrs['type'] === 'set') byCode.asked(client, iq)
      else linking.answered(connection, iq)
    },
    ended: (connection) => {
      clients.delete(connection)
      refs.drop(connection)
      byCode.ended(connection)
      linking.ended(connection)
    },
    scan: async (phone, text) => {
      const qr = parseQr(text)
      if (!qr) return { refused: 'qr_invalid' }
      const found = refs.find(qr.ref)
      if (found.state !== 'waiting') return { refused: found.state === 'used' ? 'qr_used' : 'qr_unknown' }
      const { client } = found
      const shown = [client.connection.staticKey, client.registration.eIdent ?? new Uint8Array()]
      const [noise, identity] = shown.map((key) => Buffer.from(key).toString('base64'))
      if (qr.noiseKey !== noise || qr.identity !== identity) return { refused: 'qr_mismatch' }
      refs.use(client)
      return linking.link(phone, client, qr.advSecret)
    },
    enter: byCode.enter,
    isWaiting: (text) => refs.find(parseQr(text)?.ref ?? '').state === 'waiting',
  }
}
