// Owns chance that can be repeated: the same seed gives the same choices. Pure.

export interface Chance {
  /** At least 0, below 1. */
  next(): number
  /** One of them. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item
}

/** A small generator with 32 bits of state (mulberry32's recurrence); good enough to choose faults. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { next, pick: (items) => items[Math.floor(next() * items.length)] ?? items[0] }
}
