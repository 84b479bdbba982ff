// Owns telling people of new messages while they look elsewhere: allowed by a button, off by another.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
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
    // Tabs tell the same message under the same tag, so the browser shows it once.
    const note = new Notification(conversationTitle(row), {
      body: row.preview?.messageId === message.id ? previewText(row.preview).text : t('notify.message'),
      tag: id,
      icon: '/favicon.svg',
    })
    note.onclick = () => {
      window.focus()
      note.close()
      show(id)
    }
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
      if (!on.value || message.direction !== 'incoming' || looking(message.conversationId)) return
      if (Date.now() - Date.parse(message.at) > freshMs) return
      setTimeout(() => tell(message), settleMs)
    },
  }
})
