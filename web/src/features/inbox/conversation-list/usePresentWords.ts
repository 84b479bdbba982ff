// Answers: who types or looks in a conversation now, in the words a row has room for?
import { computed, type ComputedRef } from 'vue'
import { t } from '../../../i18n/text.ts'
import { useAccount } from '../../account/account.store.ts'
import { usePresence } from '../../presence/presence.store.ts'

/** Colleagues who type first, then the customer, then colleagues who look; null: nobody. */
export function usePresentWords(conversationId: () => string): ComputedRef<string | null> {
  const account = useAccount()
  const presence = usePresence()
  return computed(() => {
    const others = presence.of(conversationId())
    const typing = others.find((one) => one.state === 'typing')
    const name = (accountId: string) => account.nameOf(accountId) ?? t('message.byFormer')
    if (typing) return t('row.colleagueTypes', { name: name(typing.accountId) })
    if (presence.customerTyping(conversationId())) return t('row.customerTypes')
    const viewing = others[0]
    return viewing ? t('row.colleagueLooks', { name: name(viewing.accountId) }) : null
  })
}
