// Owns how everything that is thrown becomes a problem: our own, refusals of services, Fastify's, and surprises.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import { isProblemCode, type ProblemCode } from '../gateway.errors.ts'
import { Problem, pointer, problemBody, type FieldProblem } from './problem.ts'

/** Codes of services that mean one of ours. */
const renamed: Readonly<Record<string, ProblemCode>> = {
  unavailable: 'service_unavailable',
  internal: 'internal',
}

/** Fastify's own errors, by code. */
const framework: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content_type_unsupported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body_malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body_malformed',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_NOT_FOUND: 'not_found',
}

/** The problem behind anything that was thrown. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof EndpointRefusal) return fromRefusal(error)
  // What Fastify throws is an Error with these optional fields.
  const { code, statusCode } = error as Partial<FastifyError>
  const known = code === undefined ? undefined : framework[code]
  if (known) return new Problem(known, { cause: error })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Problem('request_invalid', { cause: error, detail: 'The request cannot be understood.' })
  }
  return new Problem('internal', { cause: error })
}

function fromRefusal(refusal: EndpointRefusal): Problem {
  const code = renamed[refusal.code] ?? (isProblemCode(refusal.code) ? refusal.code : 'internal')
  // A refusal of our catalogue carries the service's own sentence: it names limits the gateway does not know.
  const detail = isProblemCode(refusal.code) ? { detail: refusal.message } : {}
  return new Problem(code, {
    cause: refusal,
    ...detail,
    errors: faultsOf(refusal),
    facts: toldFacts(refusal),
  })
}

/** Facts of refusals that the caller needs to go on; what else a service says stays inside. */
const told: Readonly<Partial<Record<string, readonly string[]>>> = {
  already_claimed: ['assignee'],
  number_restricted: ['until'],
}

function toldFacts({ code, facts }: EndpointRefusal): Record<string, string> {
  const names = told[code] ?? []
  return Object.fromEntries(
    names.flatMap((name) => (typeof facts[name] === 'string' ? [[name, facts[name]]] : [])),
  )
}

/** Faults of a template travel in the facts of the refusal. */
function faultsOf(refusal: EndpointRefusal): FieldProblem[] {
  const faults = refusal.facts['faults']
  if (!Array.isArray(faults)) return []
  return faults.flatMap((fault: unknown) => {
    // Only read after its fields have been looked at.
    const { code, line, column, detail } = (fault ?? {}) as Record<string, unknown>
    if (typeof code !== 'string' || typeof detail !== 'string') return []
    return [
      { code, pointer: pointer('body'), detail: `Line ${Number(line)}, column ${Number(column)}: ${detail}` },
    ]
  })
}

/** Answers a problem. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.code === 'internal') request.log.error({ err: problem.cause }, 'request failed')
  // Bypasses the route's response schema: a problem has its own shape.
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer((body) => String(body))
    .send(JSON.stringify(problemBody(problem, request.id)))
}
