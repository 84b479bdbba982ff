// Owns gathering what the conversation tells about the gaps of quick replies.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { computed, type ComputedRef } from 'vue'
import { dayInWords, phoneNumber } from '../../i18n/format.ts'
import { useAccount } from '../account/account.store.ts'
import type { KnownFacts } from './quick-reply-values.ts'

export function useKnownFacts(conversation: () => ConversationView | undefined): ComputedRef<KnownFacts> {
  const account = useAccount()
  return computed(() => {
    const { name = null, phone = null } = conversation() ?? {}
    return {
      contact: name?.trim() || null,
      phone: phone ? phoneNumber(phone) : null,
      agent: account.account?.name ?? '',
      business: account.account?.workspaceName ?? '',
      today: dayInWords(new Date().toISOString()),
    }
  })
}
