// A phone gives a linked device the key to its app state, once.
import { proto } from '@whiskeysockets/baileys'
import type { Endpoint } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import { tellDevice } from '../messaging/phone-tells-device.ts'
import type { Network } from '../network.ts'

/** Gives the device the app state key, once; false when it was not online yet and gets all of it later. */
export const shareKey = async (network: Network, phone: Phone, device: Endpoint): Promise<boolean> => {
  if (!network.deviceSyncs.isDone(device, 'online')) return false
  if (network.deviceSyncs.isDone(device, 'key')) return true
  const { id, data } = network.appStates.key(phone.phone)
  const fingerprint = { rawId: phone.registrationId, currentIndex: 0, deviceIndexes: [0, device.device] }
  const keyData = { keyData: data, fingerprint, timestamp: network.now() }
  await tellDevice(network, phone, device, {
    type: proto.Message.ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
    appStateSyncKeyShare: { keys: [{ keyId: { keyId: id }, keyData }] },
  })
  network.deviceSyncs.done(device, 'key')
  return true
}
