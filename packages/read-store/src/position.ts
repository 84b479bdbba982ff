// Owns how far a projection is, and who waits for it to get further.

export interface Position {
  /** The sequence folded so far. */
  current(): number
  moveTo(sequence: number): void
  /** Resolves when the position moves, or after `ms`. */
  moved(ms: number): Promise<void>
}

/** A position at 0. */
export function createPosition(): Position {
  let sequence = 0
  const waiting = new Set<() => void>()
  return {
    current: () => sequence,
    moveTo(next) {
      sequence = next
      for (const wake of waiting) wake()
    },
    moved: (ms) =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, ms)
        waiting.add(wake)
      }),
  }
}
