// usync: who is on WhatsApp, with which devices, under which private id.
import { lidOf, normalizePhone, pnJid } from '../accounts/jids.ts'
import type { Resolved } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import { bytes, child, children, childrenNamed, node, refusal, result } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import type { Answer } from './query.ts'

const devicesNode = (network: Network, person: Resolved | undefined): BinaryNode => {
  const linked = person ? network.devices.of(person.phone) : []
  const listed = linked.map(({ device }) =>
    node('device', { id: String(device), 'key-index': String(device) }),
  )
  return node('devices', {}, [
    node('device-list', {}, person ? [node('device', { id: '0' }), ...listed] : []),
  ])
}

/** Protocols the client did not ask for, or that say nothing here, are left out. */
const part = (network: Network, protocol: string, person: Resolved | undefined): BinaryNode | undefined => {
  if (protocol === 'contact') return node('contact', { type: person ? 'in' : 'out' })
  if (protocol === 'devices') return devicesNode(network, person)
  if (protocol === 'lid' && person?.addressing === 'pn') {
    const val = lidOf(person.owner)
    return val === undefined ? undefined : node('lid', { val })
  }
  return undefined
}

export const answerUsync: Answer = ({ network, from, iq }) => {
  const usync = child(iq, 'usync')
  const protocols = children(child(usync, 'query')).map(({ tag }) => tag)
  // Who only asks for the devices of somebody knows already that there is one.
  const isLookUp = protocols.includes('contact')
  if (isLookUp && network.faults.strike('lookup_fails', from.phone)) {
    return refusal(iq, 500, 'internal-server-error')
  }
  const users = childrenNamed(child(usync, 'list'), 'user').flatMap((user) => {
    const written = bytes(child(user, 'contact'))?.toString()
    const jid = user.attrs['jid'] ?? (written && pnJid(normalizePhone(written) ?? written))
    if (!jid) return []
    const person = network.phones.resolve(jid)
    return [
      node(
        'user',
        { jid },
        protocols.flatMap((protocol) => part(network, protocol, person) ?? []),
      ),
    ]
  })
  const { sid, index, last, mode, context } = usync?.attrs ?? {}
  const outcome = node(
    'result',
    {},
    protocols.map((protocol) => node(protocol)),
  )
  return result(iq, [node('usync', { sid, index, last, mode, context }, [outcome, node('list', {}, users)])])
}
