// Owns a problem on its way to the caller: RFC 9457 bodies out of the catalogue.
import type { Problem as ProblemBody } from '@indoshopster/contracts/public-api/send'
import { type ProblemCode, problems } from '../gateway.errors.ts'

export type FieldProblem = NonNullable<ProblemBody['errors']>[number]

/** Thrown anywhere in the gateway, answered as application/problem+json. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly status: number
  readonly errors: readonly FieldProblem[]
  readonly headers: Readonly<Record<string, string>>
  readonly facts: Readonly<Record<string, string>>

  constructor(
    code: ProblemCode,
    more: {
      /** What to do, where the catalogue's sentence can be more precise. Never holds values of the request. */
      detail?: string
      errors?: readonly FieldProblem[]
      headers?: Readonly<Record<string, string>>
      facts?: Readonly<Record<string, string>>
      cause?: unknown
    } = {},
  ) {
    super(more.detail ?? problems[code].detail, { cause: more.cause })
    this.code = code
    this.status = problems[code].status
    this.errors = more.errors ?? []
    this.facts = more.facts ?? {}
    const waits = this.status === 503 ? { 'retry-after': '2' } : {}
    this.headers = { ...waits, ...more.headers }
  }
}

/** The answer's body. */
export function problemBody(problem: Problem, requestId: string): ProblemBody {
  return {
    type: `urn:indoshopster:problem:${problem.code}`,
    title: problems[problem.code].title,
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    ...(problem.errors.length > 0 ? { errors: [...problem.errors] } : {}),
    ...(Object.keys(problem.facts).length > 0 ? { facts: { ...problem.facts } } : {}),
    requestId,
  }
}

/** `#/data/full~1name`: a JSON pointer (RFC 6901) as a URI fragment. */
export function pointer(...keys: readonly string[]): string {
  const escape = (key: string) =>
    encodeURIComponent(key.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'))
  return `#${keys.map((key) => `/${escape(key)}`).join('')}`
}
