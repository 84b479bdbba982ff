// Delivers a message that was delivered before once more: same id, encrypted anew.
import { encryptGroupMessageFor } from '../groups/phone-writes-group.ts'
import type { Network } from '../network.ts'
import { encryptFor, ensureSession } from './phone-encrypts.ts'

/** Answers how many linked devices get it; `only` limits them to those of one number. */
export const resend = async (network: Network, id: string, only: string | undefined): Promise<number> => {
  let reached = 0
  for (const writer of network.phones.all()) {
    for (const message of network.chats.find(writer.phone, id, 'out')) {
      const group = network.groups.find(message.peer)
      if (group && network.groups.authorOf(group.id, id) !== writer.phone) continue
      const members = group?.members.flatMap(({ phone }) => network.devices.of(phone))
      const devices = members ?? [...network.devices.of(message.peer), ...network.devices.of(writer.phone)]
      for (const device of devices.filter(({ phone }) => (only ?? phone) === phone)) {
        if (!(await ensureSession(network, writer, device, false))) continue
        if (group) await encryptGroupMessageFor(network, group, writer, device, message)
        else await encryptFor(network, writer, device, message)
        reached++
      }
    }
  }
  return reached
}
