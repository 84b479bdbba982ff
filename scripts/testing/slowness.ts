// Owns holding work against the clock in tests: what counts is how long it takes on a quiet machine like ours.
import { spawnSync } from 'node:child_process'

/** What an empty Node needs to start and end on a quiet machine like ours, ms. */
const QUIET_START_MS = 60

/** How many times slower than a quiet machine this one is just now, at least 1. */
export function slowness(): number {
  const before = performance.now()
  spawnSync(process.execPath, ['-e', '0'])
  return Math.max(1, (performance.now() - before) / QUIET_START_MS)
}

/**
 * What `work`, which answers how long it took, would have taken on a quiet machine, ms. It has three tries and is not
 * repeated once it took less than `enoughMs`; the best one counts.
 */
export async function quietMs(enoughMs: number, work: () => Promise<number>): Promise<number> {
  let best = Infinity
  for (let run = 0; run < 3 && best >= enoughMs; run++) {
    const before = slowness()
    const tookMs = await work()
    best = Math.min(best, tookMs / Math.max(before, slowness()))
  }
  return best
}
