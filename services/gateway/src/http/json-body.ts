// Owns reading bodies: no surprises from prototypes, no values of the request in error texts.
import type { App } from './app-instance.ts'
import { Problem } from './problem.ts'

/** Reads JSON and nothing else, instead of Fastify's own parsers. An empty body is no body: commands without fields send none. */
export function addJsonBody(context: App): void {
  context.removeAllContentTypeParsers()
  context.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : parseJson(String(body)))
    } catch (error) {
      // Whatever was thrown is a Problem made below.
      done(error as Problem)
    }
  })
}

/** Parses JSON. Throws `body_malformed` that says where, never what. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
    const place = position === undefined ? '' : ` It breaks off or goes wrong at character ${position}.`
    throw new Problem('body_malformed', { detail: `The body is not valid JSON.${place}` })
  }
}

/** Nothing here unpacks bodies, so that a small one cannot become a huge one. */
export function refuseCompressedBodies(app: App): void {
  // After every `onRequest`, so that pages of other sites can read the answer.
  app.addHook('preParsing', (request, _reply, _body, done) => {
    const encoding = request.headers['content-encoding']
    if (encoding === undefined || encoding === 'identity') done()
    else done(new Problem('content_type_unsupported'))
  })
}
