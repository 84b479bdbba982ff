// Owns the error every API call throws, and which sentence people read for it.
import type { Problem } from '@indoshopster/contracts/public-api/send'
import { hasText, t, type MessageKey } from '../i18n/text.ts'

/** A refused or failed call. `problem.status` is 0 when no answer came (code `unreachable`). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

/** The problem of a call whose answer never came. */
export function unreachable(): Problem {
  return { type: 'about:blank', title: 'The server cannot be reached', status: 0, code: 'unreachable' }
}

/** The code of any thrown value; `unknown` for what is not a ProblemError. */
export function problemCode(error: unknown): string {
  return error instanceof ProblemError ? error.problem.code : 'unknown'
}

/** A plain sentence for a code alone, as in the outcomes of a change to many. */
export function problemCodeText(code: string): string {
  const key = `problem.${code}`
  return hasText(key) ? t(key) : t('problem.unknown', { code })
}

/** A plain sentence in the reader's language; an unlisted code falls back to its kind of failure. */
export function problemText(error: unknown): string {
  const code = problemCode(error)
  if (code !== 'unknown' && hasText(`problem.${code}`)) return problemCodeText(code)
  const status = error instanceof ProblemError ? error.problem.status : 0
  const fallback: MessageKey = status >= 500 ? 'problem.server_failed' : 'problem.unknown'
  return t(fallback, { code: code === 'unknown' ? status : code })
}
