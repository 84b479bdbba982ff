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
    const empty = headers['transfer-encoding'] === undefined && headers['content-length'] === undefined
    if (!empty && !raw.readableEnded) {
      const { longBody = false } = request.routeOptions.config
      let heard = raw.socket.bytesRead
      // The bytes are counted at the socket, because listening to a body would make it flow before anybody reads it.
      const timer = setInterval(() => {
        if (longBody && raw.socket.bytesRead > heard) heard = raw.socket.bytesRead
        else raw.destroy()
      }, ms)
      for (const event of ['end', 'close', 'error'] as const) raw.once(event, () => clearInterval(timer))
    }
    done(null, body)
  })
}
