// Owns telling people of new messages, of notes that name them and of chats assigned to them, while they look elsewhere.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { withWords } from '../../i18n/lazy.ts'
import { t } from '../../i18n/text.ts'
import { useAccount } from '../account/account.store.ts'
import { conversationTitle } from '../inbox/conversation-title.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { previewText } from '../inbox/conversation-list/preview-text.ts'

const storageKey = 'notifications'
/** The row of a new message is read again first: it says who wrote and whose conversation it is. */
const settleMs = 600
/** Older ones were caught up with after a gap, or came with the phone's history. */
const freshMs = 2 * 60_000

/** No part of the first page; a new message is told with its words alone. */
const toldToMe = withWords(() => import('./told-to-me.ts'))

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
  async function tellMe(message: MessageView): Promise<void> {
    const { id, conversationId } = message
    if (looking(conversationId)) return
    const { toastToMe, wordsToMe } = await toldToMe()
    const told = wordsToMe(message, conversations.rows.get(conversationId))
    if (!told) return
    if (on.value) notify(conversationId, told.title, told.body, id)
    if (document.visibilityState === 'visible' && document.hasFocus())
      toastToMe(told.toast, () => show(conversationId))
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
      if (message.direction === 'internal') setTimeout(() => void tellMe(message).catch(() => {}), settleMs)
      else if (on.value && message.direction === 'incoming') setTimeout(() => tell(message), settleMs)
    },
  }
})
