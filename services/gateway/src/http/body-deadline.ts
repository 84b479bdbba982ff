// Owns how long a body may take to arrive: short ones soon, files as long as something of them keeps coming.
import type { App } from './app-instance.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may be large: only its silence is limited. */
    longBody?: boolean
  }
}

/** What takes longer loses its connection; `ms` for a whole short body, or for the silence within a long one. */
export function limitBodies(app: App, ms: number): void {
  app.addHook('preParsing', (request, _reply, body, done) => {
    const { headers, raw } = request
    if (headers['transfer-encoding'] === undefined && headers['content-length'] === undefined) {
      done(null, body)
      return
    }
    const give = () => void raw.destroy()
    const long = request.routeOptions.config.longBody === true
    const timer = setTimeout(give, ms)
    if (long) raw.on('data', () => timer.refresh())
    // Counting what arrives must not make it flow before anybody reads it.
    if (long) raw.pause()
    for (const event of ['end', 'close', 'error'] as const) raw.once(event, () => clearTimeout(timer))
    done(null, body)
  })
}
