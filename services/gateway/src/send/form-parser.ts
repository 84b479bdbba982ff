// Owns reading form bodies as jQuery writes them: `data[fullname]=Mr.+Smith`.
import { parse } from 'qs'
import type { App } from '../http/app-instance.ts'
import { Problem } from '../http/problem.ts'
import { fromForm } from './form-body.model.ts'

/** Teaches a context to read forms. Only the send API does: the app speaks JSON, which other sites cannot send. */
export function addFormBody(context: App): void {
  context.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      try {
        done(null, parseForm(String(body)))
      } catch (error) {
        // Whatever was thrown is a Problem made below.
        done(error as Problem)
      }
    },
  )
}

/** Parses a form within limits. Throws `body_malformed`. */
export function parseForm(text: string): Record<string, unknown> {
  try {
    const fields = parse(text, {
      depth: 2,
      strictDepth: true,
      parameterLimit: 200,
      throwOnLimitExceeded: true,
      // A repeated field is refused rather than guessed at; positions in brackets stay names.
      arrayLimit: 0,
      plainObjects: true,
    })
    return fromForm(fields)
  } catch (error) {
    const detail =
      'The form cannot be read: send each field once, at most 200, and data[name]=value for the data.'
    throw new Problem('body_malformed', { detail, cause: error })
  }
}
