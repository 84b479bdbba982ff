// Owns the health and metrics port of a service: /healthz (the process works), /readyz (it may get work), /metrics.
import { createServer, type Server } from 'node:http'

export interface HealthChecks {
  /** Why the process must be restarted; null when it works. */
  readonly broken: () => string | null
  /** What it still waits for (connections, projections catching up); empty when it may get work. */
  readonly waitingFor: () => readonly string[] | Promise<readonly string[]>
  /** Prometheus text. */
  readonly metrics: () => Promise<string>
}

/** Listens on `port` (0: any free one). */
export function serveHealth(host: string, port: number, checks: HealthChecks): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', checks).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body)
    })
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

async function answer(url: string, checks: HealthChecks) {
  const json = (status: number, body: unknown) => ({
    status,
    type: 'application/json',
    body: JSON.stringify(body),
  })
  try {
    if (url === '/healthz') {
      const broken = checks.broken()
      return json(broken === null ? 200 : 503, { status: broken === null ? 'ok' : 'broken', broken })
    }
    if (url === '/readyz') {
      const waitingFor = await checks.waitingFor()
      return json(waitingFor.length === 0 ? 200 : 503, {
        status: waitingFor.length === 0 ? 'ready' : 'waiting',
        waitingFor,
      })
    }
    if (url === '/metrics')
      return { status: 200, type: 'text/plain; version=0.0.4', body: await checks.metrics() }
    return json(404, { status: 'not found' })
  } catch {
    return json(503, { status: 'failing' })
  }
}
