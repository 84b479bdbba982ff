// Owns the words that tell somebody what a colleague addressed to them: a note that names them, a chat assigned to them.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { t } from '../../i18n/text.ts'
import { toast } from '../../ui/toasts.ts'
import { useAccount } from '../account/account.store.ts'
import { conversationTitle } from '../inbox/conversation-title.ts'

/** Of a note in a notification; the browser cuts it where it likes. */
const mostCharacters = 200

/** What a notification shows under its title, and a toast in one line; null for what is not for me, or is by me. */
export function wordsToMe(
  { content, author }: MessageView,
  row: ConversationView | undefined,
): { title: string; body: string; toast: string } | null {
  const { account, nameOf } = useAccount()
  const me = account?.id
  if (me === undefined || author === me) return null
  const name = nameOf(author ?? '') ?? t('notify.colleague')
  if (content?.kind === 'note') {
    if (!content.mentions.includes(me)) return null
    const title = row ? conversationTitle(row) : t('notify.note')
    const text = content.text.slice(0, mostCharacters)
    return {
      title,
      body: t('notify.mention', { name, text }),
      toast: t('notify.mentionIn', { name, title }),
    }
  }
  if (content?.kind !== 'activity' || content.assignee !== me) return null
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
