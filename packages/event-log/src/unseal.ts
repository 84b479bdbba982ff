// Owns opening the personal part of stored events.
import { open } from './seal.ts'
import type { StoredEvent } from './stored-event.ts'

/** Ids of the keys a batch needs, by workspace. */
export function keysNeeded(events: readonly (StoredEvent | null)[]): Map<string, Set<string>> {
  const needed = new Map<string, Set<string>>()
  for (const event of events) {
    if (!event?.data.sealed) continue
    const ids = needed.get(event.workspace) ?? new Set()
    needed.set(event.workspace, ids.add(event.data.sealed.key))
  }
  return needed
}

/** The data with its personal part in clear, or null there when its key was destroyed; null: tampered with. */
export function unsealed(
  event: StoredEvent,
  keys: ReadonlyMap<string, Uint8Array | null>,
  aad: string,
): Record<string, unknown> | null {
  const box = event.data.sealed
  if (!box) return event.data
  const key = keys.get(`${event.workspace}|${box.key}`)
  if (!key) return { ...event.data, sealed: null }
  try {
    const plain = open(key, Buffer.from(box.box, 'base64'), aad)
    return { ...event.data, sealed: JSON.parse(plain.toString()) as unknown }
  } catch {
    return null
  }
}
