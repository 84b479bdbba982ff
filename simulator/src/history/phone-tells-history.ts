// A phone sends its past to a linked device, chunk by chunk, as peer messages.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import { proto } from '@whiskeysockets/baileys'
import type { Endpoint } from '../accounts/jids.ts'
import { lidJid, pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import { tellDevice } from '../messaging/phone-tells-device.ts'
import type { Network } from '../network.ts'
import { chunksOf } from './chunks.ts'

/** Sends what the phone remembers, be it nothing; answers the number of chunks. */
export const tellHistory = async (network: Network, phone: Phone, device: Endpoint): Promise<number> => {
  const chats = network.histories.of(phone.phone) ?? []
  const chunks = chunksOf(chats, (peer) => {
    const owner = network.phones.find(peer)
    return { pn: pnJid(peer), ...(owner?.hasLid && { lid: lidJid(owner.lid) }) }
  })
  for (const { type, sync, progress } of chunks) {
    const isBroken = network.faults.strike('history_broken', phone.phone) !== undefined
    const encoded = proto.HistorySync.encode(proto.HistorySync.fromObject(sync)).finish()
    const packed = deflateSync(encoded)
    await tellDevice(network, phone, device, {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        // The two enums have the same names and numbers.
        syncType: type as number as proto.Message.HistorySyncType,
        ...(typeof sync.chunkOrder === 'number' && { chunkOrder: sync.chunkOrder }),
        ...(progress !== undefined && { progress }),
        initialHistBootstrapInlinePayload: isBroken ? packed.subarray(0, packed.length / 2) : packed,
      },
    })
    await nextTurn()
  }
  return chunks.length
}
