// Owns refusing a `min_seq` that the log has never had: nobody could ever answer it.
import type { App } from './app-instance.ts'
import { Problem } from './problem.ts'

/** Judges the queries of a context; `isThere` tells whether the log is as long. */
export function refuseUnknownSequences(context: App, isThere: (sequence: number) => Promise<boolean>): void {
  context.addHook('preHandler', async (request) => {
    // A query is an object; whether it names a sequence is looked at below.
    const { min_seq: wanted } = request.query as { min_seq?: unknown }
    if (typeof wanted === 'number' && !(await isThere(wanted))) throw new Problem('sequence_unknown')
  })
}
