// Owns the words that tell somebody what a colleague addressed to them: a note that names them, a chat assigned to them.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { t } from '../../i18n/text.ts'
import { toast } from '../../ui/toasts.ts'
import { conversationTitle } from '../inbox/conversation-title.ts'

/** Of a note in a notification; the browser cuts it where it likes. */
const mostCharacters = 200

/** What a notification shows under its title, and what a toast says in one line. */
export function wordsToMe(
  { content, author }: MessageView,
  row: ConversationView | undefined,
  nameOf: (accountId: string) => string | undefined,
): { title: string; body: string; toast: string } {
  const name = nameOf(author ?? '') ?? t('notify.colleague')
  if (content?.kind === 'note') {
    const title = row ? conversationTitle(row) : t('notify.note')
    const text = content.text.slice(0, mostCharacters)
    return {
      title,
      body: t('notify.mention', { name, text }),
      toast: t('notify.mentionIn', { name, title }),
    }
  }
  const title = row ? conversationTitle(row) : t('notify.chat')
  return {
    title,
    body: t('notify.assigned', { name }),
    toast: t('notify.assignedIn', { name, title }),
  }
}

/** Says it on the page, with a way there. */
export function toastToMe(text: string, run: () => void): void {
  toast({ text, action: { text: t('notify.open'), run } })
}
