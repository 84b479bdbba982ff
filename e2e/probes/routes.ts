// Owns the list of every route of /app as the running gateway documents it, and the probe of each.
import { bodies } from './bodies.ts'
import type { Probe } from './probe.ts'

export interface Route {
  /** Method and path, as in `bodies`. */
  readonly route: string
  readonly method: string
  readonly path: string
  /** Names of what its query takes. */
  readonly query: readonly string[]
  readonly hasId: boolean
  readonly body: object | undefined
}

/** Routes without a sign-in, and the one that would end it. */
const left = /^\/app\/(sign-up|sign-in|sign-out|join|join\/look)$/

/** Asks the gateway. A route that takes a body and has none in `bodies` fails, so that none is left out. */
export async function routesOf(origin: string): Promise<readonly Route[]> {
  // The document's shape is given by OpenAPI.
  const document = (await (await fetch(`${origin}/app/openapi.json`)).json()) as {
    paths: Record<
      string,
      Record<string, { parameters?: { in: string; name: string }[]; requestBody?: unknown }>
    >
  }
  return Object.entries(document.paths)
    .filter(([path]) => !left.test(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([name, { parameters = [], requestBody }]) => {
        const method = name.toUpperCase()
        const route = `${method} ${path}`
        const body = bodies[route]
        if (requestBody !== undefined && body === undefined)
          throw new Error(`${route} needs a body in e2e/probes/bodies.ts.`)
        const query = parameters.filter((one) => one.in === 'query').map((one) => one.name)
        return { route, method, path, query, hasId: path.includes('{'), body }
      }),
    )
}

/** The probe of a route with ids in its path, in order; `query` is added to the address. */
export function probeOf(
  { method, path, body }: Route,
  at: (id: string) => readonly string[],
  query: (id: string) => string = () => '',
): Probe {
  return {
    method,
    path: (id) => at(id).reduce((address, part) => address.replace(/\{\w+\}/, () => part), path) + query(id),
    body: body && (() => body),
  }
}
