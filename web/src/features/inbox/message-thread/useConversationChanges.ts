// Owns what a person does with the open conversation; the list's store shows each change at once and tells refusals.
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import { ref } from 'vue'
import { problemCode, problemText } from '../../../api/problem.ts'
import { t } from '../../../i18n/text.ts'
import { toast } from '../../../ui/toasts.ts'
import { useAccount } from '../../account/account.store.ts'
import { changeConversation, fetchConversation } from '../changes.api.ts'
import { useConversations } from '../conversations.store.ts'

/** One change at a time; each answers whether it was done. */
export function useConversationChanges(conversationId: string) {
  const account = useAccount()
  const conversations = useConversations()
  const busy = ref(false)

  /** Somebody was faster: says who has it now. */
  async function tellClaimed(): Promise<void> {
    const row = await fetchConversation(conversationId).catch(() => null)
    const name = account.nameOf(row?.assignee ?? '') ?? t('message.byFormer')
    toast({ text: t('act.claimedBy', { name }), look: 'danger' })
  }

  /** Not shown before the log has it: of two who press at once, one gets it. */
  async function claimIt(): Promise<boolean> {
    try {
      const { sequence } = await changeConversation(conversationId, { kind: 'claim' })
      conversations.touch(conversationId, sequence)
      return true
    } catch (error) {
      conversations.touch(conversationId, 0)
      if (problemCode(error) === 'already_claimed') await tellClaimed()
      else toast({ text: problemText(error), look: 'danger' })
      return false
    }
  }

  async function alone(run: () => Promise<boolean>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      return await run()
    } finally {
      busy.value = false
    }
  }

  return {
    busy,
    claim: () => alone(claimIt),
    change: (what: ConversationChange) => alone(() => conversations.change(conversationId, what)),
  }
}
