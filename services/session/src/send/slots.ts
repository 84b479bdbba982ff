// Owns how much is done at once: the rest waits, first come, first served.

/** Runs `work` as soon as fewer than `count` others run. */
export type InSlot = <Result>(work: () => Promise<Result>) => Promise<Result>

export function createSlots(count: number): InSlot {
  const waiting: (() => void)[] = []
  let free = count
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
