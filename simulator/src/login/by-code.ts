// Pairing by code: the client shows eight characters, the phone's owner types them, and both derive a secret.
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Curve } from '@whiskeysockets/baileys'
import { normalizePhone, parseJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import { bytes, child, node, refusal, result, seconds, SERVER } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { openBundle, unwrapKey, wrapKey } from './code-keys.ts'
import type { Linking, LinkResult } from './linking.ts'
import type { Waiting } from './refs.ts'

export type CodeRefusal = 'code_unknown' | 'code_wrong'

export interface ByCode {
  /** A query of a client without account: it wants to be linked by code, or finishes that. */
  asked(client: Waiting, query: BinaryNode): void
  ended(connection: Connection): void
  /** The phone's owner typed a code. Resolves when the device is linked or refused. */
  enter(phone: Phone, code: string): Promise<LinkResult<CodeRefusal>>
}

interface Hello {
  readonly client: Waiting
  readonly phone: string
  readonly ref: Buffer
  /** The client's ephemeral key under its code. */
  readonly wrapped: Buffer
  finish?: (bundle: Buffer | undefined) => void
}

const FINISH_WITHIN_MS = 10_000
const ARRIVES_WITHIN_MS = 1000
const LOOK_EVERY_MS = 20
const WRAPPED_KEY_BYTES = 80
const BAD_REQUEST = 400

/** A code may be asked for before somebody makes the phone that will type it. */
const numberOf = (jid: string | undefined): string | undefined => {
  const address = parseJid(jid)
  return address?.server === 's.whatsapp.net' ? normalizePhone(address.user) : undefined
}

/** `network` gives time and phones; `linking` does the last step. */
export const createByCode = (network: Network, linking: Linking): ByCode => {
  const hellos = new Map<Connection, Hello>()

  const hello = (client: Waiting, query: BinaryNode, request: BinaryNode): void => {
    const wrapped = bytes(child(request, 'link_code_pairing_wrapped_companion_ephemeral_pub'))
    const jid = request.attrs['jid']
    const phone = network.phones.resolve(jid)?.phone ?? numberOf(jid)
    if (wrapped?.length !== WRAPPED_KEY_BYTES || phone === undefined) {
      client.connection.send(refusal(query, BAD_REQUEST, 'bad-request'))
      return
    }
    const ref = randomBytes(16)
    hellos.delete(client.connection)
    hellos.set(client.connection, { client, phone, ref, wrapped })
    const answer = node('link_code_companion_reg', { stage: 'companion_hello' }, [
      node('link_code_pairing_ref', {}, ref),
    ])
    client.connection.send(result(query, [answer]))
  }

  /** Somebody may type faster than the client's request travels. */
  const newestFor = async (phone: string): Promise<Hello | undefined> => {
    for (const end = network.now() + ARRIVES_WITHIN_MS; ; await sleep(LOOK_EVERY_MS)) {
      const found = [...hellos.values()].findLast((each) => each.phone === phone && !each.finish)
      if (found || network.now() > end) return found
    }
  }

  const bundleOf = (waiting: Hello, greeting: BinaryNode): Promise<Buffer | undefined> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => waiting.finish?.(undefined), FINISH_WITHIN_MS)
      waiting.finish = (bundle) => {
        clearTimeout(timer)
        delete waiting.finish
        resolve(bundle)
      }
      waiting.client.connection.send(greeting)
    })

  return {
    asked: (client, query) => {
      const request = child(query, 'link_code_companion_reg')
      if (request?.attrs['stage'] === 'companion_hello') hello(client, query, request)
      if (request?.attrs['stage'] !== 'companion_finish') return
      client.connection.send(result(query))
      const bundle = bytes(child(request, 'link_code_pairing_wrapped_key_bundle'))
      hellos.get(client.connection)?.finish?.(bundle)
    },
    ended: (connection) => {
      hellos.get(connection)?.finish?.(undefined)
      hellos.delete(connection)
    },
    enter: async (phone, written) => {
      const code = written.replace(/[\s-]/g, '').toUpperCase()
      const waiting = await newestFor(phone.phone)
      if (!waiting) return { refused: 'code_unknown' }
      const { connection } = waiting.client
      const ephemeral = Curve.generateKeyPair()
      const companionEphemeral = await unwrapKey(code, waiting.wrapped)
      const attrs = {
        from: SERVER,
        type: 'link_code_companion_reg',
        id: randomBytes(4).toString('hex'),
        t: seconds(network.now()),
      }
      const primaryHello = node('link_code_companion_reg', { stage: 'primary_hello' }, [
        node('link_code_pairing_ref', {}, waiting.ref),
        node('primary_identity_pub', {}, phone.identity.public),
        node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, await wrapKey(code, ephemeral.public)),
      ])
      const bundle = await bundleOf(waiting, node('notification', attrs, [primaryHello]))
      hellos.delete(connection)
      if (!bundle) return { refused: 'pairing_failed' }
      const opened = openBundle(phone, ephemeral, companionEphemeral, bundle)
      if (opened) return linking.link(phone, waiting.client, opened.advSecret)
      connection.close()
      return { refused: 'code_wrong' }
    },
  }
}
