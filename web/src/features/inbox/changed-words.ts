// Answers: what does the toast after a change to conversations say?
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { t, tCount } from '../../i18n/text.ts'
import { useAccount } from '../account/account.store.ts'
import type { RowChange } from './conversation-change.model.ts'
import { conversationTitle } from './conversation-title.ts'

/** The change of those that it changed, as they were before; of an assignment, to whom. */
export function changedText(changed: readonly ConversationView[], change: RowChange): string {
  const [first] = changed
  const n = changed.length
  const name = first ? conversationTitle(first) : ''
  if (change.kind === 'assign') {
    if (change.assignee === null)
      return n === 1 ? t('changed.one.unassign', { name }) : tCount('changed.many.unassign', n)
    const assignee = useAccount().nameOf(change.assignee) ?? t('message.byFormer')
    return n === 1
      ? t('changed.one.assign', { name, assignee })
      : tCount('changed.many.assign', n, { assignee })
  }
  return n === 1 ? t(`changed.one.${change.kind}`, { name }) : tCount(`changed.many.${change.kind}`, n)
}

/** How many were not changed. */
export const refusedText = (n: number): string => tCount('changed.refused', n)
