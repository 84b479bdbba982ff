// What members do to a group: make it, name it, add and remove people; all linked devices of members are told.
import { randomBytes } from 'node:crypto'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import { node } from '../wire/nodes.ts'
import { announceInGroup, groupNode, memberNode } from './group-nodes.ts'
import type { Group, Member, NewGroup } from './groups.table.ts'

const numbers = (group: Group): string[] => group.members.map(({ phone }) => phone)

/** The group as it is now; it exists, because nothing deletes groups. */
const fresh = (network: Network, { id }: Group): Group => {
  const group = network.groups.find(id)
  if (!group) throw new Error('the group is gone')
  return group
}

export const createGroup = (network: Network, creator: Phone, made: Omit<NewGroup, 'creator'>): Group => {
  const group = network.groups.create({ ...made, creator: creator.phone })
  const attrs = { type: 'new', key: randomBytes(8).toString('hex') }
  announceInGroup(network, group, creator, numbers(group), node('create', attrs, [groupNode(network, group)]))
  return group
}

export const renameGroup = (network: Network, group: Group, by: Phone, subject: string): Group => {
  network.groups.setSubject(group.id, subject, by.phone, network.now())
  announceInGroup(network, group, by, numbers(group), node('subject', { subject }))
  return fresh(network, group)
}

/** Those who are members already are left as they are; answers who was added. */
export const addMembers = (
  network: Network,
  group: Group,
  by: Phone,
  phones: readonly string[],
): { group: Group; changed: Member[] } => {
  const isNew = (phone: string): boolean => !numbers(group).includes(phone)
  const changed = phones.filter(isNew).map((phone): Member => ({ phone, admin: '' }))
  for (const member of changed) network.groups.put(group.id, member)
  const now = fresh(network, group)
  const listed = changed.flatMap((member) => memberNode(network, group, member))
  if (listed.length > 0) announceInGroup(network, now, by, numbers(now), node('add', {}, listed))
  return { group: now, changed }
}

/** Those who go are told too. All phones take new keys, so that whoever left cannot read on. */
export const removeMembers = (
  network: Network,
  group: Group,
  by: Phone,
  phones: readonly string[],
): { group: Group; changed: Member[] } => {
  const changed = group.members.filter(({ phone }) => phones.includes(phone))
  for (const { phone } of changed) network.groups.remove(group.id, phone)
  const listed = changed.flatMap((member) => memberNode(network, group, member))
  if (listed.length > 0) {
    network.senderKeys.renew(group.id)
    announceInGroup(network, group, by, numbers(group), node('remove', {}, listed))
  }
  return { group: fresh(network, group), changed }
}

/** Makes members admins, or ordinary members again. */
export const setAdmins = (
  network: Network,
  group: Group,
  by: Phone,
  phones: readonly string[],
  admin: '' | 'admin',
): { group: Group; changed: Member[] } => {
  const changed = group.members
    .filter(({ phone }) => phones.includes(phone))
    .map(({ phone }): Member => ({ phone, admin }))
  for (const member of changed) network.groups.put(group.id, member)
  const listed = changed.flatMap((member) => memberNode(network, group, member))
  const tag = admin === '' ? 'demote' : 'promote'
  if (listed.length > 0) announceInGroup(network, group, by, numbers(group), node(tag, {}, listed))
  return { group: fresh(network, group), changed }
}
