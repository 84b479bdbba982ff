// Owns sending replies one after another per conversation, and trying again for as long as the server is away.
import { ProblemError } from '../../api/problem.ts'

/** Pauses before the next attempts; the last one repeats. */
const pausesMs = [500, 1_500, 4_000, 8_000, 15_000, 30_000]

/** No answer, too fast, or a part that is away: the same key may be sent again without fear of a second message. */
const passes = (error: unknown) =>
  error instanceof ProblemError && [0, 429, 502, 503, 504].includes(error.problem.status)

/**
 * The gateway has looked and said no, so nothing of it is in the log, of an earlier attempt neither. Who may ask and how
 * often is judged before it looks.
 */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ProblemError &&
  error.problem.status >= 400 &&
  error.problem.status < 500 &&
  ![401, 403, 429].includes(error.problem.status)

const sleepers = new Set<() => void>()

/** Ends every pause: the connection is back. */
export function wakeReplies(): void {
  for (const wake of sleepers) wake()
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      sleepers.delete(done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    sleepers.add(done)
    signal.addEventListener('abort', done)
  })
}

/** Attempts until it is answered or given up; `waits` is told before each pause. Throws a refusal at once. */
export async function untilAnswered<Answer>(
  attempt: () => Promise<Answer>,
  waits: () => void,
  signal: AbortSignal,
): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      if (!passes(error)) throw error
    }
    waits()
    await pause(pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 0, signal)
  }
}

type Job = () => Promise<unknown>

/**
 * A reply waits for the one before it in its conversation, so that two quick ones keep their order; replies to
 * different people do not wait for each other.
 */
export function replyLine(): (conversationId: string, job: Job) => Promise<void> {
  const lines = new Map<string, Promise<void>>()
  return (conversationId, job) => {
    const before = lines.get(conversationId) ?? Promise.resolve()
    const line = before.then(job).then(
      () => {},
      () => {}, // the job tells of its failure itself; the next reply goes ahead
    )
    lines.set(conversationId, line)
    void line.then(() => lines.get(conversationId) === line && lines.delete(conversationId))
    return line
  }
}
