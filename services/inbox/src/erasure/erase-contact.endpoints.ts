// Owns the endpoint that erases a person: every conversation of the workspace with them, under all of its numbers.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type { eraseContact } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { type CommandDeps, known, run } from '../conversation/run-command.ts'
import { conversationsOfPerson, type FindPerson } from './person.queries.ts'

interface Deps extends CommandDeps {
  readonly findPerson: FindPerson
}

/**
 * Answers `erase_contact`. Each conversation is told erased for itself; the nearer one stands to the one that was asked
 * for, the later, and that one last: who is stopped half way is asked for again, and finds the rest by what is left.
 */
export const answerEraseContact =
  (deps: Deps) =>
  async ({
    workspace,
    by,
    conversationId,
  }: RequestOf<typeof eraseContact>): Promise<ResponseOf<typeof eraseContact>> => {
    const command = { kind: 'erase' as const, by }
    const asked = await known(deps, workspace, conversationId)
    // Of an erased one nothing is left to find others by; a group is nobody, and is refused.
    if (!asked.erased && asked.chat_kind === 'person') {
      const [, ...others] = await conversationsOfPerson(deps, asked)
      for (const other of others.toReversed()) await run(deps, workspace, other.id, command, { blank: other })
    }
    return run(deps, workspace, asked.id, command)
  }
