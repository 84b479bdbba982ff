// How phones and messages look in the HTTP API.
import { lidOf, normalizePhone, pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import { isGroupJid } from '../groups/groups.table.ts'
import type { Group } from '../groups/groups.table.ts'
import type { Network } from '../network.ts'
import { Problem } from './problems.ts'

/** The phone a caller means; throws the problem that says what is wrong with it. */
export const phoneOf = (network: Network, written: string): Phone => {
  const phone = network.phones.find(numberOf(written))
  if (!phone) throw new Problem('phone_not_found')
  return phone
}

/** Bare digits; throws when it cannot be a number. */
export const numberOf = (written: string): string => {
  const digits = normalizePhone(written)
  if (digits === undefined) throw new Problem('phone_invalid')
  return digits
}

export const phoneView = (network: Network, owner: Phone) => ({
  phone: owner.phone,
  name: owner.name,
  lid: owner.hasLid ? owner.lid : null,
  devices: network.devices.of(owner.phone).map(({ phone, device, platform, linkedAt }) => ({
    device,
    jid: pnJid(phone, device),
    lid: lidOf(owner, device) ?? null,
    online: network.connections.of({ phone, device })?.live ?? false,
    platform,
    linkedAt: new Date(linkedAt).toISOString(),
    queued: network.queue.waiting({ phone, device }),
  })),
})

/** The group a caller means. */
export const groupOf = (network: Network, id: string): Group => {
  const group = network.groups.find(id)
  if (!group) throw new Problem('group_not_found')
  return group
}

/** The group, for somebody who is in it. */
export const groupOfMember = (network: Network, id: string, member: Phone): Group => {
  const group = groupOf(network, id)
  if (!group.members.some(({ phone }) => phone === member.phone)) throw new Problem('not_a_member')
  return group
}

/** What a chat is kept under: a number's bare digits, or the id of a group. */
export const peerOf = (written: string): string => (isGroupJid(written) ? written : numberOf(written))
