// Owns telling people of new messages, and of notes that name them, while they look elsewhere: allowed by a button, off by another.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { t } from '../../i18n/text.ts'
import { toast } from '../../ui/toasts.ts'
import { useAccount } from '../account/account.store.ts'
import { conversationTitle } from '../inbox/conversation-title.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { previewText } from '../inbox/conversation-list/preview-text.ts'

const storageKey = 'notifications'
/** The row of a new message is read again first: it says who wrote and whose conversation it is. */
const settleMs = 600
/** Older ones were caught up with after a gap, or came with the phone's history. */
const freshMs = 2 * 60_000

/** Of a note in a notification; the browser cuts it where it likes. */
const mostCharacters = 200

const possible = () => typeof Notification !== 'undefined'

export const useNotifications = defineStore('notifications', () => {
  const account = useAccount()
  const conversations = useConversations()
  const permission = ref(possible() ? Notification.permission : 'denied')
  const wanted = ref(localStorage.getItem(storageKey) !== 'off')
  const on = computed(() => wanted.value && permission.value === 'granted')
  let openId: () => string | undefined = () => undefined
  let show: (conversationId: string) => void = () => {}

  function want(is: boolean): void {
    wanted.value = is
    localStorage.setItem(storageKey, is ? 'on' : 'off')
  }
  const looking = (id: string) =>
    document.visibilityState === 'visible' && document.hasFocus() && openId() === id

  function tell(message: MessageView): void {
    const id = message.conversationId
    const row = conversations.rows.get(id)
    if (!row || looking(id) || (row.assignee !== null && row.assignee !== account.account?.id)) return
    const body = row.preview?.messageId === message.id ? previewText(row.preview).text : t('notify.message')
    notify(id, conversationTitle(row), body, id)
  }
  /** Tabs tell the same message under the same tag, so the browser shows it once. */
  function notify(id: string, title: string, body: string, tag: string): void {
    const shown = new Notification(title, { body, tag, icon: '/favicon.svg' })
    shown.onclick = () => {
      window.focus()
      shown.close()
      show(id)
    }
  }

  /** Whoever the conversation belongs to; in a window that is looked at, a toast says it too. */
  function tellMention({ id: noteId, conversationId: id, author }: MessageView, text: string): void {
    if (looking(id)) return
    const row = conversations.rows.get(id)
    const name = account.nameOf(author ?? '') ?? t('notify.colleague')
    const title = row ? conversationTitle(row) : t('notify.note')
    const words = text.slice(0, mostCharacters)
    if (on.value) notify(id, title, t('notify.mention', { name, text: words }), noteId)
    if (document.visibilityState === 'visible' && document.hasFocus())
      toast({
        text: t('notify.mentionIn', { name, title }),
        action: { text: t('notify.open'), run: () => show(id) },
      })
  }

  return {
    on,
    /** Whether the browser can still be asked: it was neither allowed nor forbidden. */
    askable: computed(() => possible() && permission.value === 'default'),
    forbidden: computed(() => permission.value === 'denied'),
    /** Names what is open now and how a conversation is opened. */
    follow(open: () => string | undefined, go: (conversationId: string) => void) {
      openId = open
      show = go
    },
    /** Asks the browser; only a press of a button may do so. */
    async allow() {
      if (possible() && permission.value === 'default')
        permission.value = await Notification.requestPermission()
      want(true)
    },
    silence: () => want(false),
    /** A message arrived by the live stream. */
    arrived(message: MessageView) {
      if (looking(message.conversationId) || Date.now() - Date.parse(message.at) > freshMs) return
      const { content, author } = message
      const me = account.account?.id
      if (content?.kind === 'note') {
        const named = me !== undefined && author !== me && content.mentions.includes(me)
        if (named) setTimeout(() => tellMention(message, content.text), settleMs)
      } else if (on.value && message.direction === 'incoming') setTimeout(() => tell(message), settleMs)
    },
  }
})
