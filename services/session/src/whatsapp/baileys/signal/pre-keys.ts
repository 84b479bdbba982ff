// Owns that a pre-key is stored before anybody is told of it.
import type { SignalDataSet, SignalKeyStoreWithTransaction } from '../library.ts'
import type { Lane } from './lane.ts'

/**
 * Baileys makes pre-keys inside a transaction that it commits only after it has published them; a crash in between
 * loses keys that contacts already use. New pre-keys, and sessions that Baileys drops by itself, are written at once.
 * Not inside the lane: there the pre-key goes with the ratchet of the message that used it up.
 */
export function writePreKeysThrough(keys: SignalKeyStoreWithTransaction, lane: Lane): void {
  const set = keys.set.bind(keys)
  keys.set = async (data: SignalDataSet) => {
    if (lane.inside()) return set(data)
    const { 'pre-key': preKeys, session, ...rest } = data
    const made = preKeys && Object.values(preKeys).some((key) => key !== null)
    if (made) await lane.outside(async () => set({ 'pre-key': preKeys }))
    if (session) await lane.run(async () => set({ session }))
    const left: SignalDataSet = preKeys && !made ? { ...rest, 'pre-key': preKeys } : rest
    if (Object.keys(left).length > 0) await set(left)
  }
}
