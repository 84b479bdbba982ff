// Answers: what became of one change for many conversations?
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import { changeConversation } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { Actor } from '@indoshopster/contracts/page'
import type { ChangesDone } from '@indoshopster/contracts/web-api/inbox'
import type { Static } from 'typebox'
import { toProblem } from '../http/problem-answers.ts'
import type { Ask } from '../ports.ts'

/** Conversations changed at once; more would push other people's requests aside. */
const AT_ONCE = 10

/** Changes each; what is refused for one does not stop the others. */
export async function changeMany(
  ask: Ask,
  actor: Static<typeof Actor>,
  wanted: { readonly ids: readonly string[]; readonly change: ConversationChange },
): Promise<ChangesDone> {
  const { change } = wanted
  const ids = [...new Set(wanted.ids)]
  const refused: ChangesDone['refused'] = []
  let newest = 0
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await Promise.all(
      ids.slice(from, from + AT_ONCE).map(async (id) => {
        try {
          const { sequence } = await ask(changeConversation, { ...actor, conversationId: id, change })
          newest = Math.max(newest, sequence)
        } catch (error) {
          refused.push({ id, code: toProblem(error).code })
        }
      }),
    )
  }
  return { sequence: newest, refused }
}
