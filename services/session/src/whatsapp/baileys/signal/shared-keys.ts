// Answers: which keys does the phone share in a peer message? Baileys would store them only after the receipt.
import { proto, type SignalDataSet, unpadRandomMax16 } from '../library.ts'

/** The app state keys of a key share, under the ids Baileys gives them; null when it shares none. */
export function sharedKeysOf(padded: Uint8Array): { keys: SignalDataSet; lastId: string } | null {
  let message: proto.Message
  try {
    message = proto.Message.decode(unpadRandomMax16(padded))
  } catch {
    return null
  }
  const inner = message.deviceSentMessage?.message ?? message
  const shared = inner.protocolMessage?.appStateSyncKeyShare?.keys ?? []
  const entries = shared.flatMap((key) =>
    key.keyId?.keyId && key.keyData
      ? [[Buffer.from(key.keyId.keyId).toString('base64'), key.keyData] as const]
      : [],
  )
  const last = entries.at(-1)
  return last ? { keys: { 'app-state-sync-key': Object.fromEntries(entries) }, lastId: last[0] } : null
}
