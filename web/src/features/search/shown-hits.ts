// Answers: which found messages are still shown? Those of a conversation that left the filter since go with it.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { passes } from '../filter/matches.ts'
import type { MessageHit } from './useMessageHits.ts'

/** `rows`: the conversations as this page knows them now. The message that is open stays. `now` in milliseconds. */
export const shownHits = (
  hits: readonly MessageHit[],
  rows: ReadonlyMap<string, ConversationView>,
  { filter, open, now }: { filter: InboxFilter; open: string | undefined; now: number },
): MessageHit[] =>
  hits.filter(({ message, conversation }) => {
    const row = rows.get(conversation.id)
    return !row || message.id === open || passes(filter, row, now) !== 'no'
  })
