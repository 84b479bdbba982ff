// Pairing by QR: a waiting client gets refs, a phone scans one, both prove their keys, the device is linked.
import { randomBytes } from 'node:crypto'
import type { proto } from '@whiskeysockets/baileys'
import { lidJid, pnJid } from '../accounts/jids.ts'
import type { Device } from '../accounts/devices.table.ts'
import type { Phone } from '../accounts/phones.table.ts'
import { announceDevice } from '../messaging/device-list.ts'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import { bytes, child, node, seconds, SERVER } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { endStream, RESTART_REQUIRED } from './goodbye.ts'
import { isSignedBack, signDevice } from './identity.ts'
import { parseQr } from './qr.ts'
import { createRefs } from './refs.ts'
import type { Waiting } from './refs.ts'

export type ScanRefusal = 'qr_invalid' | 'qr_unknown' | 'qr_used' | 'qr_mismatch' | 'pairing_failed'
export type ScanResult = { readonly device: Device } | { readonly refused: ScanRefusal }

export interface Pairing {
  /** A client without account connected: show it its refs. */
  begin(connection: Connection, payload: proto.ClientPayload): void
  /** An iq answer of a client that is not logged in yet. */
  answered(connection: Connection, answer: BinaryNode): void
  ended(connection: Connection): void
  /** The phone's camera saw this text. Resolves when the device is linked or refused. */
  scan(phone: Phone, qr: string): Promise<ScanResult>
  isWaiting(qr: string): boolean
}

const SIGN_WITHIN_MS = 10_000

const deviceFrom = (phone: Phone, number: number, client: Waiting, at: number): Device | undefined => {
  const { eIdent, eRegid, eSkeyId, eSkeyVal, eSkeySig } = client.registration
  if (!eIdent || !eRegid || !eSkeyId || !eSkeyVal || !eSkeySig) return undefined
  return {
    phone: phone.phone,
    device: number,
    noiseKey: client.connection.staticKey,
    identity: Buffer.from(eIdent),
    registrationId: Buffer.from(eRegid).readUIntBE(0, eRegid.length),
    signedKey: {
      id: Buffer.from(eSkeyId).readUIntBE(0, eSkeyId.length),
      public: Buffer.from(eSkeyVal),
      signature: Buffer.from(eSkeySig),
    },
    platform: 'web',
    linkedAt: at,
  }
}

export const createPairing = (network: Network): Pairing => {
  const refs = createRefs()
  const awaited = new Map<Connection, { id: string; done: (answer: BinaryNode | undefined) => void }>()

  const answerTo = (connection: Connection, question: BinaryNode): Promise<BinaryNode | undefined> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => finish(undefined), SIGN_WITHIN_MS)
      const finish = (answer: BinaryNode | undefined): void => {
        clearTimeout(timer)
        awaited.delete(connection)
        resolve(answer)
      }
      awaited.set(connection, { id: question.attrs['id'] ?? '', done: finish })
      connection.send(question)
    })

  const link = async (phone: Phone, client: Waiting, advSecret: string): Promise<ScanResult> => {
    const number = network.phones.takeDeviceNumber(phone.phone)
    const device = deviceFrom(phone, number, client, network.now())
    if (!device) return { refused: 'qr_mismatch' }
    const t = seconds(network.now())
    const { encoded, details } = signDevice(phone, device.identity, advSecret, number, Number(t))
    const addresses = { jid: pnJid(phone.phone, number), lid: lidJid(phone.lid, number) }
    const success = node('pair-success', {}, [
      node('device-identity', {}, encoded),
      node('device', addresses),
      node('platform', { name: 'android' }),
    ])
    const id = randomBytes(4).toString('hex')
    const question = node('iq', { from: SERVER, type: 'set', id, xmlns: 'md', t }, [success])
    const answer = await answerTo(client.connection, question)
    const signed = bytes(child(child(answer, 'pair-device-sign'), 'device-identity'))
    if (!signed || !isSignedBack(phone, device.identity, details, signed)) {
      client.connection.terminate()
      return { refused: 'pairing_failed' }
    }
    network.devices.save(device)
    network.ledger.record(
      'paired',
      { phone: phone.phone, device: number },
      { connection: client.connection.id },
    )
    announceDevice(network, phone, number, 'add')
    endStream(client.connection, RESTART_REQUIRED)
    return { device }
  }

  return {
    begin: (connection, payload) => {
      const client = { connection, registration: payload.devicePairingData ?? {} }
      const listed = refs.open(client).map((ref) => node('ref', {}, Buffer.from(ref)))
      const attrs = { from: SERVER, type: 'set', id: randomBytes(4).toString('hex'), xmlns: 'md' }
      connection.send(node('iq', attrs, [node('pair-device', {}, listed)]))
    },
    answered: (connection, answer) => {
      const waiting = awaited.get(connection)
      if (waiting?.id === answer.attrs['id']) waiting?.done(answer)
    },
    ended: (connection) => {
      refs.drop(connection)
      awaited.get(connection)?.done(undefined)
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
      return link(phone, client, qr.advSecret)
    },
    isWaiting: (text) => refs.find(parseQr(text)?.ref ?? '').state === 'waiting',
  }
}
