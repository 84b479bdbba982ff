// Answers: what became of one change for many conversations?
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import { changeConversation } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { Actor } from '@indoshopster/contracts/page'
import type { ChangesBody, ChangesDone } from '@indoshopster/contracts/web-api/inbox'
import type { Static } from 'typebox'
import { toProblem } from '../http/problem-answers.ts'
import type { Ask } from '../ports.ts'

/** Conversations changed at once; more would push other people's requests aside. */
const AT_ONCE = 10

/** Changes each; what is refused for one does not stop the others. */
export async function changeMany(
  ask: Ask,
  actor: Static<typeof Actor>,
  wanted: Static<typeof ChangesBody>,
): Promise<ChangesDone> {
  const { change, upTo } = wanted
  const ids = [...new Set(wanted.ids)]
  const seen = new Map(wanted.ids.map((id, at) => [id, upTo?.[at]]))
  const refused: ChangesDone['refused'] = []
  let newest = 0
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await Promise.all(
      ids.slice(from, from + AT_ONCE).map(async (id) => {
        try {
          const { sequence } = await ask(changeConversation, {
            ...actor,
            conversationId: id,
            change: closedUpTo(change, seen.get(id)),
          })
          newest = Math.max(newest, sequence)
        } catch (error) {
          refused.push({ id, code: toProblem(error).code })
        }
      }),
    )
  }
  return { sequence: newest, refused }
}

function closedUpTo(change: ConversationChange, upToSequence: number | undefined): ConversationChange {
  const closes = change.kind === 'resolve' || change.kind === 'snooze'
  return closes && upToSequence !== undefined ? { ...change, upToSequence } : change
}
