// Owns forgetting, while sessions are held, what nobody needs any more.
import type { Logger } from '@indoshopster/service/logger'

const EVERY_MS = 3_600_000

/** Runs each task for each held session every hour, one after the other. Call the result to stop. */
export function keepHouse(deps: {
  readonly held: () => readonly { readonly sessionId: string }[]
  readonly tasks: readonly ((sessionId: string) => Promise<void>)[]
  readonly logger: Logger
  readonly everyMs?: number
}): () => Promise<void> {
  let stopping = false
  let running = Promise.resolve()

  async function round(): Promise<void> {
    for (const { sessionId } of deps.held()) {
      for (const task of deps.tasks) {
        if (stopping) return
        await task(sessionId).catch((error: unknown) =>
          deps.logger.warn({ err: error, sessionId }, 'what is old was not forgotten'),
        )
      }
    }
  }

  const timer = setInterval(() => {
    running = running.then(round)
  }, deps.everyMs ?? EVERY_MS)
  timer.unref()
  return async () => {
    stopping = true
    clearInterval(timer)
    await running
  }
}
