// encrypt: key uploads and key bundles, so that anybody can start a Signal session with anybody.
import { takeBundle } from '../messaging/bundles.ts'
import { bigEndian, bytes, child, childrenNamed, node, result, uint } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import type { Answer, Query } from './query.ts'

const signedKeyNode = (key: { id: number; public: Uint8Array; signature: Uint8Array }): BinaryNode =>
  node('skey', {}, [
    node('id', {}, bigEndian(key.id, 3)),
    node('value', {}, key.public),
    node('signature', {}, key.signature),
  ])

const KEY_TYPE = Buffer.from([5])

/** A number that is not on WhatsApp makes the client's whole request fail, as with the real server. */
const userNode = ({ network }: Query, jid: string): BinaryNode => {
  const target = network.phones.resolve(jid)
  const bundle = target && takeBundle(network, target)
  if (!bundle) return node('user', { jid }, [node('error', { code: '404', text: 'item-not-found' })])
  const { preKey } = bundle
  const oneTime = preKey && [
    node('key', {}, [node('id', {}, bigEndian(preKey.id, 3)), node('value', {}, preKey.public)]),
  ]
  return node('user', { jid }, [
    node('registration', {}, bigEndian(bundle.registrationId, 4)),
    node('type', {}, KEY_TYPE),
    node('identity', {}, bundle.identity),
    signedKeyNode(bundle.signedKey),
    ...(oneTime ?? []),
  ])
}

const digest = ({ network, from }: Query): BinaryNode[] => {
  const device = network.devices.find(from.phone, from.device)
  if (!device) return []
  return [
    node('digest', {}, [
      node('registration', {}, bigEndian(device.registrationId, 4)),
      node('type', {}, KEY_TYPE),
      node('identity', {}, device.identity),
      signedKeyNode(device.signedKey),
    ]),
  ]
}

const signedKeyIn = (skey: BinaryNode | undefined) => {
  const id = uint(child(skey, 'id'))
  const value = bytes(child(skey, 'value'))
  const signature = bytes(child(skey, 'signature'))
  return id !== undefined && value && signature ? { id, public: value, signature } : undefined
}

const store = ({ network, from, iq }: Query): void => {
  const device = network.devices.find(from.phone, from.device)
  const signedKey = signedKeyIn(child(child(iq, 'rotate') ?? iq, 'skey'))
  if (device && signedKey) network.devices.save({ ...device, signedKey })
  const uploaded = childrenNamed(child(iq, 'list'), 'key').flatMap((key) => {
    const id = uint(child(key, 'id'))
    const value = bytes(child(key, 'value'))
    return id !== undefined && value ? [{ id, public: value }] : []
  })
  network.preKeys.upload(from, uploaded)
}

export const answerEncrypt: Answer = (query) => {
  const { network, from, iq } = query
  if (iq.attrs['type'] === 'set') {
    store(query)
    return result(iq)
  }
  if (child(iq, 'count')) return result(iq, [node('count', { value: String(network.preKeys.count(from)) })])
  if (child(iq, 'digest')) return result(iq, digest(query))
  const asked = childrenNamed(child(iq, 'key'), 'user').flatMap(({ attrs }) => attrs['jid'] ?? [])
  return result(iq, [
    node(
      'list',
      {},
      asked.map((jid) => userNode(query, jid)),
    ),
  ])
}
