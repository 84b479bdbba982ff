// A phone posts a status: linked devices of the others get it as a broadcast, under a sender key, in no chat.
import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { proto } from '@whiskeysockets/baileys'
import type { Phone } from '../accounts/phones.table.ts'
import type { Group } from '../groups/groups.table.ts'
import { deliverToDevices, encryptGroupMessageFor } from '../groups/phone-writes-group.ts'
import type { Network } from '../network.ts'

const STATUS = 'status@broadcast'

/** Signing under a sender key takes 15 ms, so a flood goes on under the keys of the single devices. */
const SIGNED = 10
const PAUSE_AFTER = 20

/** Posts `count` statuses to the linked devices of `to`; answers their ids. */
export const phonePostsStatus = async (
  network: Network,
  from: Phone,
  text: string,
  count: number,
  to: readonly string[],
): Promise<string[]> => {
  const audience = to.filter((phone) => phone !== from.phone)
  const group: Group = {
    id: STATUS,
    subject: '',
    subjectBy: from.phone,
    subjectAt: 0,
    creator: from.phone,
    createdAt: 0,
    addressing: 'lid',
    members: audience.map((phone) => ({ phone, admin: '' })),
  }
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const id = randomBytes(8).toString('hex').toUpperCase()
    const content = proto.Message.encode({
      extendedTextMessage: { text: count > 1 ? `${text} ${n + 1}` : text },
    }).finish()
    const message = { id, content, at: network.now() }
    if (n < SIGNED) await deliverToDevices(network, from, group, message)
    else {
      for (const device of audience.flatMap((phone) => network.devices.of(phone))) {
        await encryptGroupMessageFor(network, group, from, device, message)
      }
    }
    if (n % PAUSE_AFTER === 0) await nextTurn()
    ids.push(id)
  }
  return ids
}
