// HTTP: server-sent events for the page; a page that was away reloads what it shows.
import type { FastifyInstance } from 'fastify'
import type { Feed } from './feed.ts'

const KEEP_ALIVE_MS = 20_000

export const eventRoutes = (app: FastifyInstance, feed: Feed): void => {
  app.get('/api/events', { schema: { summary: 'Changes, as server-sent events' } }, (request, reply) => {
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    raw.write('retry: 1000\n\n')
    const stop = feed.subscribe(({ name, data }) =>
      raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    )
    const beat = setInterval(() => raw.write(': still here\n\n'), KEEP_ALIVE_MS)
    request.raw.on('close', () => {
      clearInterval(beat)
      stop()
    })
  })
}
