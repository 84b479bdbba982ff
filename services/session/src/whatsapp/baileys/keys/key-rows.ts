// Answers: which rows does one write of Signal keys keep, and which does it drop?
import type { Sealing } from '../../../intake/sealing.ts'
import type { SignalDataSet } from '../library.ts'
import { encodeKey, type KeyType } from './key-codec.ts'

export interface KeyRow {
  readonly type: string
  readonly id: string
}

/** The AAD of a sealed key. */
export const placeOfKey = (sessionId: string, type: string, id: string) => `signal|${sessionId}|${type}|${id}`

/** Sorted by type and id, so that two transactions lock rows in the same order. */
export function rowsOf(
  data: SignalDataSet,
  sessionId: string,
  sealing: Sealing,
): { kept: (KeyRow & { sealed: Buffer })[]; dropped: KeyRow[] } {
  const kept: (KeyRow & { sealed: Buffer })[] = []
  const dropped: KeyRow[] = []
  for (const type of Object.keys(data).sort()) {
    // Keys of a SignalDataSet are its types.
    const values = data[type as KeyType] ?? {}
    for (const id of Object.keys(values).sort()) {
      const value: unknown = values[id]
      if (value === null || value === undefined) dropped.push({ type, id })
      else {
        const bytes = encodeKey(type as KeyType, value)
        kept.push({ type, id, sealed: sealing.seal(bytes, placeOfKey(sessionId, type, id)) })
      }
    }
  }
  return { kept, dropped }
}
