// Owns request-reply between services over core NATS: one schema validates, one envelope answers.
import { requestSubject } from '@indoshopster/contracts/subjects'
import type { EndpointDefinition, RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import { includesRole, Role } from '@indoshopster/contracts/role'
import type { NatsConnection, Subscription } from '@nats-io/nats-core'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Check } from 'typebox/value'
import { inMessageContext, messageHeaders } from './trace-context.ts'
import type { Logger } from './logger.ts'
import { recordSeconds } from './measure.ts'

/**
 * An answer that says no: `code` is one of the endpoint's refusals, or `internal`, `unavailable`, `request_invalid`,
 * `role_forbidden`.
 */
export class EndpointRefusal extends Error {
  override readonly name = 'EndpointRefusal'
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>

  constructor(code: string, detail: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(detail)
    this.code = code
    this.facts = facts
  }
}

type Reply =
  | { ok: true; data: unknown }
  | { ok: false; code: string; detail: string; facts: Readonly<Record<string, unknown>> }

interface RefusalLike extends Error {
  code: string
  facts?: Readonly<Record<string, unknown>>
}

function isRefusal(error: unknown): error is RefusalLike {
  return error instanceof Error && (error.name === 'Refusal' || error.name === 'EndpointRefusal')
}

/** By name: the log stands on this package, not the other way round. */
const isUnavailable = (error: unknown) => error instanceof Error && error.name === 'LogUnavailableError'

/** May the role of who acts do this? An endpoint that names no role asks for none. */
function mayAct(endpoint: EndpointDefinition, body: unknown): boolean {
  if (endpoint.needs === undefined) return true
  // The schema has proven an object; whether it holds a role is looked at below.
  const { role } = body as { role?: unknown }
  return Check(Role, role) && includesRole(role, endpoint.needs)
}

/**
 * Serves one endpoint; replicas share the work. Who acts must have the role that the endpoint needs, before the handler
 * hears of it. Errors that are no refusal are logged and answered as `internal`.
 */
export function serveEndpoint<E extends EndpointDefinition>(
  nats: NatsConnection,
  logger: Logger,
  endpoint: E,
  handle: (request: RequestOf<E>) => Promise<ResponseOf<E>>,
): Subscription {
  const check = Compile(endpoint.request)
  const answer = async (body: unknown): Promise<Reply> => {
    if (!check.Check(body)) {
      return { ok: false, code: 'request_invalid', detail: 'The request does not fit the schema.', facts: {} }
    }
    if (!mayAct(endpoint, body)) {
      const detail = `This needs the role ${endpoint.needs}; ask an owner of the workspace.`
      return { ok: false, code: 'role_forbidden', detail, facts: { needs: endpoint.needs } }
    }
    try {
      // The schema has just proven the shape.
      return { ok: true, data: await handle(body as RequestOf<E>) }
    } catch (error) {
      if (isRefusal(error)) {
        return { ok: false, code: error.code, detail: error.message, facts: error.facts ?? {} }
      }
      logger.error({ err: error, endpoint: endpoint.name }, 'endpoint failed')
      if (isUnavailable(error)) {
        return { ok: false, code: 'unavailable', detail: 'The log does not answer; try again.', facts: {} }
      }
      return { ok: false, code: 'internal', detail: 'Something went wrong here; try again.', facts: {} }
    }
  }
  return nats.subscribe(requestSubject(endpoint.service, endpoint.name), {
    queue: endpoint.service,
    callback: (error, message) => {
      if (error) return
      void inMessageContext(message.headers, `${endpoint.service}.${endpoint.name}`, async () => {
        let body: unknown
        try {
          body = message.json()
        } catch {
          body = undefined
        }
        const started = performance.now()
        const reply = await answer(body)
        message.respond(JSON.stringify(reply))
        recordSeconds(
          'endpoint_seconds',
          'Time to answer a request of another service',
          (performance.now() - started) / 1000,
          {
            endpoint: endpoint.name,
            outcome: reply.ok ? 'ok' : reply.code,
          },
        )
      })
    },
  })
}

/** Asks another service. Throws `EndpointRefusal`: with the service's code, or `unavailable` when nobody answers. */
export async function ask<Request extends TSchema, Response extends TSchema>(
  nats: NatsConnection,
  endpoint: EndpointDefinition<Request, Response>,
  request: RequestOf<EndpointDefinition<Request, Response>>,
  options: { timeoutMs?: number } = {},
): Promise<ResponseOf<EndpointDefinition<Request, Response>>> {
  let reply: Reply
  try {
    const message = await nats.request(
      requestSubject(endpoint.service, endpoint.name),
      JSON.stringify(request),
      { timeout: options.timeoutMs ?? 5000, headers: messageHeaders() },
    )
    // Both sides build the reply from the same type.
    reply = message.json() as Reply
  } catch {
    throw new EndpointRefusal('unavailable', `The ${endpoint.service} service does not answer; try again.`)
  }
  if (!reply.ok) throw new EndpointRefusal(reply.code, reply.detail, reply.facts)
  // The serving side answers by the same definition.
  return reply.data as ResponseOf<EndpointDefinition<Request, Response>>
}
