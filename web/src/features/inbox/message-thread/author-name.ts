// Answers: who wrote an outgoing message, in words?
import { t } from '../../../i18n/text.ts'

/** A colleague's name, "API" for an API key, "phone" for the linked phone itself. */
export function authorName(author: string | null, nameOf: (accountId: string) => string | undefined): string {
  if (author === null || author === 'phone') return t('message.byPhone')
  if (author.startsWith('api:')) return t('message.byApi')
  return nameOf(author) ?? t('message.byFormer')
}
