// Owns reading JSON bodies: no surprises from prototypes, no values of the request in error texts.
import type { App } from './app-instance.ts'
import { Problem } from './problem.ts'

/** Replaces Fastify's JSON parser in a context. An empty body is no body: commands without fields send none. */
export function addJsonBody(context: App): void {
  context.removeContentTypeParser('application/json')
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
