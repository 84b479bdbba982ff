// w:g2: a linked device asks about groups or changes them. Only members may.
import type { Phone } from '../accounts/phones.table.ts'
import { addMembers, createGroup, removeMembers, renameGroup, setAdmins } from '../groups/group-changes.ts'
import { groupNode, memberAttrs } from '../groups/group-nodes.ts'
import type { Group, Member } from '../groups/groups.table.ts'
import { bytes, child, childrenNamed, node, refusal, result } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import type { Answer, Query } from './query.ts'

const NOT_FOUND = 404
const FORBIDDEN = 403

const phonesIn = ({ network }: Query, list: BinaryNode | undefined): string[] =>
  childrenNamed(list, 'participant').flatMap(({ attrs }) => network.phones.resolve(attrs['jid'])?.phone ?? [])

const answerMembers = ({ network, iq }: Query, tag: string, group: Group, changed: readonly Member[]) => {
  const listed = changed.flatMap(({ phone }) => {
    const owner = network.phones.find(phone)
    return owner ? [node('participant', memberAttrs(owner, group.addressing))] : []
  })
  return result(iq, [node(tag, {}, listed)])
}

const change = (query: Query, group: Group, me: Phone): BinaryNode | undefined => {
  const { network, iq } = query
  const subject = child(iq, 'subject')
  if (subject) {
    renameGroup(network, group, me, bytes(subject)?.toString() ?? '')
    return result(iq)
  }
  const acts = {
    add: addMembers,
    remove: removeMembers,
    promote: (...[net, of, by, phones]: Parameters<typeof addMembers>) =>
      setAdmins(net, of, by, phones, 'admin'),
    demote: (...[net, of, by, phones]: Parameters<typeof addMembers>) => setAdmins(net, of, by, phones, ''),
  }
  for (const [tag, act] of Object.entries(acts)) {
    const list = child(iq, tag)
    if (list) return answerMembers(query, tag, group, act(network, group, me, phonesIn(query, list)).changed)
  }
  return undefined
}

const leave = ({ network, iq }: Query, me: Phone): BinaryNode => {
  for (const { attrs } of childrenNamed(child(iq, 'leave'), 'group')) {
    const group = network.groups.find(attrs['id'])
    if (group) removeMembers(network, group, me, [me.phone])
  }
  return result(iq)
}

const create = (query: Query, me: Phone, request: BinaryNode): BinaryNode => {
  const { network, iq } = query
  const group = createGroup(network, me, {
    subject: request.attrs['subject'] ?? '',
    participants: phonesIn(query, request),
    addressing: 'lid',
    createdAt: network.now(),
  })
  return result(iq, [groupNode(network, group)])
}

export const answerGroups: Answer = (query) => {
  const { network, from, iq } = query
  const me = network.phones.find(from.phone)
  if (!me) return undefined
  if (child(iq, 'participating')) {
    const groups = network.groups.of(from.phone).map((group) => groupNode(network, group))
    return result(iq, [node('groups', {}, groups)])
  }
  const request = child(iq, 'create')
  if (request) return create(query, me, request)
  if (child(iq, 'leave')) return leave(query, me)
  const group = network.groups.find(iq.attrs['to'])
  if (!group) return refusal(iq, NOT_FOUND, 'item-not-found')
  if (!group.members.some(({ phone }) => phone === from.phone)) return refusal(iq, FORBIDDEN, 'forbidden')
  if (iq.attrs['type'] === 'set') return change(query, group, me)
  return child(iq, 'query') ? result(iq, [groupNode(network, group)]) : undefined
}
