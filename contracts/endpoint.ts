// Owns the shape of a request-reply endpoint between services: one schema is type, validation and document.
import type { Static, TSchema } from 'typebox'
import type { Role } from './role.ts'

export interface EndpointDefinition<Request extends TSchema = TSchema, Response extends TSchema = TSchema> {
  readonly service: string
  readonly name: string
  readonly request: Request
  readonly response: Response
  /** The least role of who acts; its request then holds `role`. Left out: no role is asked for (queries, services among themselves). */
  readonly needs?: Role
  /** Codes of the refusals this endpoint may answer with. */
  readonly refusals: readonly string[]
}

/** Declares an endpoint; its subject is `req.<service>.<name>`. */
export function defineEndpoint<Request extends TSchema, Response extends TSchema>(
  definition: EndpointDefinition<Request, Response>,
): EndpointDefinition<Request, Response> {
  return definition
}

export type RequestOf<E> = E extends EndpointDefinition<infer R, TSchema> ? Static<R> : never
export type ResponseOf<E> = E extends EndpointDefinition<TSchema, infer R> ? Static<R> : never
