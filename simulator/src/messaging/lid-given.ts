// WhatsApp gives a number its private id: from now on chats with it move there.
import { proto } from '@whiskeysockets/baileys'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import { tellDevice } from './phone-tells-device.ts'

/** `tell` are phones that send their linked devices the mapping; others learn it from the next message. */
export const giveLid = async (network: Network, number: string, tell: readonly Phone[]): Promise<void> => {
  network.phones.giveLid(number)
  const owner = network.phones.find(number)
  if (!owner) return
  const mapping = { pn: owner.phone, assignedLid: owner.lid, latestLid: owner.lid }
  const encodedMappingPayload = proto.LIDMigrationMappingSyncPayload.encode(
    proto.LIDMigrationMappingSyncPayload.fromObject({
      pnToLidMappings: [mapping],
      chatDbMigrationTimestamp: Math.floor(network.now() / 1000),
    }),
  ).finish()
  for (const phone of tell) {
    for (const device of network.devices.of(phone.phone)) {
      await tellDevice(network, phone, device, {
        type: proto.Message.ProtocolMessage.Type.LID_MIGRATION_MAPPING_SYNC,
        lidMigrationMappingSyncMessage: { encodedMappingPayload },
      })
    }
  }
}
