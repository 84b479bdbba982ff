// What WhatsApp forbids an account for a while: writing to new people (or anybody), and how it says so.
import { randomBytes } from 'node:crypto'
import type { Network } from '../network.ts'
import { node, seconds, SERVER } from '../wire/nodes.ts'

/** The refusal of a message that a restricted account may not send. */
export const RESTRICTED = 463

/** Whether the person wrote to the number or was written to before: such chats stay open to a restricted account. */
const isKnownChat = (network: Network, phone: string, peer: string): boolean =>
  network.chats.list(phone, { peer, last: 1 }).length > 0

/** The account's lock as clients fetch it; times in whole seconds as text. */
export const timelockOf = (network: Network, phone: string) => {
  const lock = network.faults.find('restrict', phone)
  if (!lock || (lock.value ?? Infinity) <= network.now()) return { is_active: false }
  return {
    is_active: true,
    ...(lock.value !== undefined && { time_enforcement_ends: seconds(lock.value) }),
    enforcement_type: lock.note ?? 'DEFAULT',
  }
}

/** How many people the account may still write to first. */
export const capOf = (network: Network, phone: string) => {
  const cap = network.faults.find('message_cap', phone)
  if (!cap) return { capping_status: 'NONE' }
  const [used = 0, total = 0] = (cap.note ?? '').split('/').map(Number)
  const warning = used >= total * 0.9 ? 'SECOND_WARNING' : used >= total * 0.75 ? 'FIRST_WARNING' : 'NONE'
  return {
    total_quota: total,
    used_quota: used,
    server_sent_timestamp: seconds(network.now()),
    capping_status: used >= total ? 'CAPPED' : warning,
  }
}

/** Whether a linked device of `phone` may write to `peer` now. */
export const mayWrite = (network: Network, phone: string, peer: string): boolean => {
  const lock = network.faults.find('restrict', phone)
  const isLocked = timelockOf(network, phone).is_active
  if (!isLocked && capOf(network, phone).capping_status !== 'CAPPED') return true
  if (isLocked && !lock?.onlyNew) return false
  return isKnownChat(network, phone, peer)
}

/** Tells the linked devices of one number or of everybody how things stand. */
export const announceRestriction = (
  network: Network,
  phone: string | undefined,
  what: 'timelock' | 'cap',
): number => {
  const phones = phone === undefined ? network.phones.all().map((each) => each.phone) : [phone]
  let told = 0
  for (const device of phones.flatMap((each) => network.devices.of(each))) {
    const [op_name, data] =
      what === 'timelock'
        ? [
            'NotificationUserReachoutTimelockUpdate',
            { xwa2_notify_account_reachout_timelock: timelockOf(network, device.phone) },
          ]
        : [
            'MessageCappingInfoNotification',
            { xwa2_notify_new_chat_messages_capping_info_update: capOf(network, device.phone) },
          ]
    const id = randomBytes(5).toString('hex')
    const update = node('update', { op_name }, Buffer.from(JSON.stringify({ data })))
    const attrs = { from: SERVER, type: 'mex', id, t: seconds(network.now()) }
    network.queue.enqueue(device, node('notification', attrs, [update]))
    told++
  }
  return told
}
