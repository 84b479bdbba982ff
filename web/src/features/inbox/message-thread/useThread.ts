// Owns what bubbles can do in the open thread: jump, answer, react, delete, look at files, start a chat.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { provide, reactive, ref, shallowRef, triggerRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { problemText } from '../../../api/problem.ts'
import { t } from '../../../i18n/text.ts'
import { toast } from '../../../ui/toasts.ts'
import { useAccount } from '../../account/account.store.ts'
import { openConversation } from '../changes.api.ts'
import { conversationTitle } from '../conversation-title.ts'
import { useConversations } from '../conversations.store.ts'
import { goAndWrite } from '../go-and-write.ts'
import { type LostAsk, useMessageAsks } from '../message-asks.store.ts'
import { isRetried } from '../retry.model.ts'
import { deleteForEveryone, react } from '../threads.api.ts'
import { useThreads } from '../threads.store.ts'
import { threadContextKey } from './thread-context.ts'

/** A deletion that is not confirmed by then did not happen; the message shows as before. */
const patienceMs = 30_000

/** The session forgets what is older than a month, and never knew how the phone's history was sent. */
const whyLost = ({ failure }: LostAsk): string =>
  failure === null || failure === 'content_unsupported' ? t('message.tooOld') : t(`failure.${failure}`)

/** Provides the thread's context to the bubbles; answers what the pane itself shows of it. */
export function useThread(conversationId: string, mayWrite: () => boolean, jump: (id: string) => void) {
  const router = useRouter()
  const account = useAccount()
  const asks = useMessageAsks()
  const conversations = useConversations()
  const threads = useThreads()
  const answering = shallowRef<MessageView | null>(null)
  const removing = shallowRef<MessageView | null>(null)
  const looking = ref<string | null>(null)
  const leaving = reactive(new Set<string>())
  const tell = (error: unknown) => toast({ text: problemText(error), look: 'danger' })

  const shown = (id: string | undefined) =>
    threads.threads.get(conversationId)?.entries.find(({ message }) => message.id === id)?.message
  /** Whose author is erased meanwhile is not to be read above the composer either. */
  const answeredIsGone = (): boolean => shown(answering.value?.id)?.missing === 'erased'
  watch(answeredIsGone, (is) => is && (answering.value = null))
  /** WhatsApp has a deletion when the message is told as deleted; nothing else says so. */
  const deleted = () => [...leaving].filter((id) => Boolean(shown(id)?.revokedAt))
  watch(deleted, (ids) => ids.forEach((id) => leaving.delete(id)))

  const conversation = () => conversations.rows.get(conversationId)
  function contactName(contactId: string | null): string {
    const row = conversation()
    if (row && row.chatKind === 'person') return conversationTitle(row)
    const written = threads.threads
      .get(conversationId)
      ?.entries.find((entry) => entry.message.sender?.contactId === contactId)
    return written?.message.sender?.name ?? t('message.fromContact')
  }
  /** Shown at once; the answer of WhatsApp comes as a change of the message. */
  async function reactTo(message: MessageView, emoji: string): Promise<void> {
    const reactions = message.reactions.filter(({ by }) => by !== 'us')
    const now = { ...message, reactions: emoji ? [...reactions, { emoji, by: 'us' }] : reactions }
    threads.sync([now])
    try {
      const { sendId } = await react(conversationId, message.id, emoji)
      asks.follow(sendId, (lost) => {
        void threads.refetchMessage(conversationId, message.id, lost.sequence).catch(tell)
        toast({ text: t('message.reactionLost', { why: whyLost(lost) }), look: 'danger' })
      })
    } catch (error) {
      threads.sync([message])
      tell(error)
    }
  }
  async function startChat(phone: string): Promise<void> {
    const sessionId = conversation()?.sessionId
    if (!sessionId) return
    try {
      const { id } = await openConversation(sessionId, phone)
      const { params } = router.currentRoute.value
      await goAndWrite(router, { params: { ...params, conversationId: id } }, id)
    } catch (error) {
      tell(error)
    }
  }
  provide(threadContextKey, {
    conversation,
    mayWrite,
    nameOf: account.nameOf,
    isRetried: (message) => isRetried(threads.threads.get(conversationId)?.entries ?? [], message),
    contactName,
    jump,
    answer(message) {
      answering.value = message
      triggerRef(answering) // asked for once more, it is to be written once more
    },
    react: (message, emoji) => void reactTo(message, emoji),
    remove: (message) => (removing.value = message),
    look: (message) => (looking.value = message.id),
    startChat: (phone) => void startChat(phone),
  })

  return {
    answering,
    removing,
    looking,
    leaving,
    /** Deletes what `removing` names, once somebody has confirmed. */
    async remove() {
      const message = removing.value
      if (!message) return
      const { sendId } = await deleteForEveryone(conversationId, message.id)
      leaving.add(message.id)
      asks.follow(sendId, (lost) => {
        leaving.delete(message.id)
        toast({ text: t('message.deletionLost', { why: whyLost(lost) }), look: 'danger' })
      })
      setTimeout(() => leaving.delete(message.id), patienceMs)
    },
  }
}
