// Owns how problems stand in the OpenAPI documents: every code with its sentence, out of the catalogue.
import { Problem as ProblemSchema } from '@indoshopster/contracts/public-api/send'
import { type ProblemCode, problems } from '../gateway.errors.ts'
import type { App } from '../http/app-instance.ts'

const content = { 'application/problem+json': { schema: ProblemSchema } }

/** Responses by status, each listing the codes it may carry. */
export function problemResponses(codes: readonly ProblemCode[]): Record<string, object> {
  const byStatus = new Map<number, string[]>()
  for (const code of codes) {
    const { status, title, detail } = problems[code]
    const line = `- \`${code}\` **${title}**: ${detail}`
    byStatus.set(status, [...(byStatus.get(status) ?? []), line])
  }
  const entries = [...byStatus].map(([status, lines]): [string, object] => [
    String(status),
    { description: lines.join('\n'), content },
  ])
  return Object.fromEntries(entries)
}

/** Tells of every route that is added to the context after this that it may answer a problem. */
export function documentProblems(context: App): void {
  const either = { description: 'A problem; see `code` and `detail`.', content }
  context.addHook('onRoute', ({ schema }) => {
    if (!schema) return
    // What a route of ours declares is a map by status.
    schema.response = {
      ...(schema.response as Record<string, unknown> | undefined),
      '4xx': either,
      '5xx': either,
    }
  })
}
