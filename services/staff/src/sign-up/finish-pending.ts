// Owns finishing sign-ups that a killed run or an absent log left pending: at start and every half minute.
import type { Logger } from '@indoshopster/service/logger'
import type { SignUp } from './sign-up.ts'

const EVERY_MS = 30_000

/** Begins at once; `stop` waits for the round in hand. */
export function finishPending(makeAccount: SignUp, logger: Logger): { stop(): Promise<void> } {
  const round = () =>
    makeAccount.finish().catch((error: unknown) => {
      logger.warn({ err: error }, 'pending sign-ups stay pending')
    })
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
