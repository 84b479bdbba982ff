// Answers: how is the person of a conversation called?
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { phoneNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'

/** The push name, else the phone number, else words for "not told", or for somebody who was erased. */
export function conversationTitle(conversation: Pick<ConversationView, 'name' | 'phone' | 'erased'>): string {
  if (conversation.erased) return t('inbox.erased')
  if (conversation.name?.trim()) return conversation.name
  return conversation.phone ? phoneNumber(conversation.phone) : t('inbox.nameless')
}
