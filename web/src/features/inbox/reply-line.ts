// Owns sending replies one after another per conversation, and trying again while the server cannot be reached.
import type { ReplyAccepted } from '@indoshopster/contracts/web-api/inbox'
import { ProblemError } from '../../api/problem.ts'

type Send = (conversationId: string, text: string, key: string) => Promise<ReplyAccepted>

/** Pauses before the next attempts; after the last one the reply is refused and people decide. */
const pausesMs = [500, 1_500, 4_000, 8_000]

/** No answer, or a part that is away: the same key may be sent again without fear of a second message. */
const passes = (error: unknown) =>
  error instanceof ProblemError && (error.problem.status === 0 || error.problem.status === 503)

async function persist(attempt: () => Promise<ReplyAccepted>): Promise<ReplyAccepted> {
  for (const pause of pausesMs) {
    try {
      return await attempt()
    } catch (error) {
      if (!passes(error)) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return attempt()
}

/**
 * A reply waits for the one before it in its conversation, so that two quick ones keep their order; replies to
 * different people do not wait for each other.
 */
export function replyLine(send: Send): Send {
  const lines = new Map<string, Promise<unknown>>()
  return (conversationId, text, key) => {
    const before = lines.get(conversationId) ?? Promise.resolve()
    const mine = before.then(() => persist(() => send(conversationId, text, key)))
    const line = mine.catch(() => {}) // the caller hears of the failure; the next reply goes ahead
    lines.set(conversationId, line)
    void line.then(() => lines.get(conversationId) === line && lines.delete(conversationId))
    return mine
  }
}
