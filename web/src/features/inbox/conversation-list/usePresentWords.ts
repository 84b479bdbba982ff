// Answers: who types and who looks in a conversation now, in the words a row has room for?
import { computed, type ComputedRef } from 'vue'
import { t } from '../../../i18n/text.ts'
import { useAccount } from '../../account/account.store.ts'
import { usePresence } from '../../presence/presence.store.ts'

export interface PresentWords {
  /** A colleague who types, else the customer; null: nobody. */
  typing: string | null
  /** Colleagues who look; null: nobody. */
  looking: string | null
}

export function usePresentWords(conversationId: () => string): ComputedRef<PresentWords> {
  const account = useAccount()
  const presence = usePresence()
  const name = (accountId: string) => account.nameOf(accountId) ?? t('message.byFormer')
  return computed(() => {
    const id = conversationId()
    const others = presence.of(id)
    const types = others.find((one) => one.state === 'typing')
    const looks = others.filter((one) => one.state === 'viewing').map((one) => name(one.accountId))
    const customer = presence.customerTyping(id) ? t('row.customerTypes') : null
    return {
      typing: types ? t('row.colleagueTypes', { name: name(types.accountId) }) : customer,
      looking: looks.length > 0 ? t('row.colleagueLooks', { name: looks.join(', ') }) : null,
    }
  })
}
