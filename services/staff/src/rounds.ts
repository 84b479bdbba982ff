// Owns what staff does by itself, at start and every half minute: finish pending sign-ups, sweep out what is over.
import type { Logger } from '@indoshopster/service/logger'

const EVERY_MS = 30_000

/** Begins at once; a step that fails is tried again in the next round. `stop` waits for the round in hand. */
export function goRounds(
  steps: Readonly<Record<string, () => Promise<void>>>,
  logger: Logger,
): { stop(): Promise<void> } {
  const round = async () => {
    for (const [step, work] of Object.entries(steps)) {
      await work().catch((error: unknown) => logger.warn({ err: error, step }, 'a step of the round failed'))
    }
  }
  let current = round()
  const timer = setInterval(() => {
    current = current.then(round)
  }, EVERY_MS)
  return {
    stop: () => {
      clearInterval(timer)
      return current
    },
  }
}
