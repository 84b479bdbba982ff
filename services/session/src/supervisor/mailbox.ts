// Owns a queue that one loop empties: what happens to a session is looked at in order, one thing at a time.

export interface Mailbox<Message> {
  put(message: Message): void
  /** The oldest message, or the next one to come; null after `timeoutMs` without one. */
  take(timeoutMs?: number): Promise<Message | null>
}

export function createMailbox<Message>(): Mailbox<Message> {
  const waiting: Message[] = []
  let wake: (() => void) | null = null
  return {
    put(message) {
      waiting.push(message)
      wake?.()
    },
    async take(timeoutMs) {
      if (waiting.length === 0 && timeoutMs !== 0) {
        await new Promise<void>((resolve) => {
          const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        wake = null
      }
      return waiting.shift() ?? null
    },
  }
}
