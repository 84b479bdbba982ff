// Owns serving the built web app: hashed files for ever, its page for every address a person may open.
import path from 'node:path'
import serveStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../http/app-instance.ts'
import { allowOtherOrigins } from '../http/other-origins.ts'
import { Problem } from '../http/problem.ts'
import { sendProblem } from '../http/problem-answers.ts'

/** Addresses of programs: an unknown one below them is a mistake to tell, never a page. */
const programs = /^\/(app|live|media|docs|healthz|openapi\.json|sendWhatsappMessage)(\/|\?|$)/
const PAGE = 'index.html'

/** Serves `root` (null: nothing) and answers everything that is at no address. */
export async function addWebApp(app: App, root: string | null): Promise<void> {
  if (root !== null) {
    await app.register(serveStatic, {
      root: path.resolve(root),
      index: PAGE,
      preCompressed: true,
      cacheControl: false,
      setHeaders(response, file) {
        // The build puts a hash of the content into the names in there.
        const hashed = file.includes(`${path.sep}assets${path.sep}`)
        void response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (root !== null && isNavigation(request)) return reply.sendFile(PAGE)
    return sendProblem(request, openToOthers(request, reply), new Problem('not_found'))
  })
}

/** A person opening an address; scripts, styles and programs ask for other things. */
function isNavigation(request: FastifyRequest): boolean {
  const wantsPage = request.headers.accept?.includes('text/html') === true
  return (request.method === 'GET' || request.method === 'HEAD') && wantsPage && !programs.test(request.url)
}

/** Partners' pages must be able to read that they misspelt an address; the app's own addresses stay closed. */
function openToOthers(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!/^\/(app|live|media)(\/|\?|$)/.test(request.url)) allowOtherOrigins(reply)
  return reply
}
