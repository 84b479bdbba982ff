// Owns what the gateway's routes need from outside: other services, the log, time and ids.
import type { EndpointDefinition, RequestOf } from '@indoshopster/contracts/endpoint'
import type { Static, TSchema } from 'typebox'

/** Asks another service; throws EndpointRefusal. */
export type Ask = <Request extends TSchema, Response extends TSchema>(
  endpoint: EndpointDefinition<Request, Response>,
  request: RequestOf<EndpointDefinition<Request, Response>>,
) => Promise<Static<Response>>

export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
}
