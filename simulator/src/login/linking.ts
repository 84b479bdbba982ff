// The last step of every pairing: phone and client sign each other's keys, and the device is linked.
import { randomBytes } from 'node:crypto'
import type { Device } from '../accounts/devices.table.ts'
import { lidOf, pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import { announceDevice } from '../messaging/device-list.ts'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import { bytes, child, node, seconds, SERVER } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { endStream, RESTART_REQUIRED } from './goodbye.ts'
import { isSignedBack, signDevice } from './identity.ts'
import { askForPasskey } from './passkey.ts'
import type { Waiting } from './refs.ts'

export type LinkRefusal = 'qr_mismatch' | 'pairing_failed' | 'passkey_required'
export type LinkResult<Refusal> = { readonly device: Device } | { readonly refused: Refusal | LinkRefusal }

export interface Linking {
  /** Both sides know `advSecret` (base64). Resolves when the device is linked or refused. */
  link(phone: Phone, client: Waiting, advSecret: string): Promise<LinkResult<LinkRefusal>>
  /** An iq answer of a client that is not logged in yet. */
  answered(connection: Connection, answer: BinaryNode): void
  ended(connection: Connection): void
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

export const createLinking = (network: Network): Linking => {
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

  return {
    link: async (phone, client, advSecret) => {
      if (network.faults.strike('passkey_required', phone.phone)) {
        askForPasskey(network, client.connection)
        return { refused: 'passkey_required' }
      }
      const number = network.phones.takeDeviceNumber(phone.phone)
      const device = deviceFrom(phone, number, client, network.now())
      if (!device) return { refused: 'qr_mismatch' }
      const t = seconds(network.now())
      const { encoded, details } = signDevice(phone, device.identity, advSecret, number, Number(t))
      const addresses = { jid: pnJid(phone.phone, number), lid: lidOf(phone, number) }
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
      const { connection } = client
      network.ledger.record('paired', { phone: phone.phone, device: number }, { connection: connection.id })
      announceDevice(network, phone, number, 'add')
      endStream(connection, RESTART_REQUIRED)
      return { device }
    },
    answered: (connection, answer) => {
      const waiting = awaited.get(connection)
      if (waiting?.id === answer.attrs['id']) waiting?.done(answer)
    },
    ended: (connection) => awaited.get(connection)?.done(undefined),
  }
}
