// Owns checking a typed number with WhatsApp and sending the first message to it.
import type { ConversationOpened, ReplyBody } from '@indoshopster/contracts/web-api/inbox'
import type { Media } from '@indoshopster/contracts/session/media'
import { computed, ref, shallowRef } from 'vue'
import { fetchConversation, openConversation } from '../inbox/changes.api.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { useReplies } from '../inbox/message-thread/useReplies.ts'

/** What is sent: words, and a file of this computer or of a template. */
export interface NewMessage {
  body: ReplyBody
  file?: File
  media?: Media
}
interface Target {
  sessionId: string
  phone: string
}

/** Asked once for the same number; a number that changes is asked about again. */
export function useNewMessage(target: () => Target) {
  const conversations = useConversations()
  /** `from`: the number that the conversation is of; the list may have forgotten its row by the time it is sent. */
  const answer = shallowRef<{ target: string; opened: ConversationOpened; from: string } | null>(null)
  const checking = ref(false)
  const failure = shallowRef<{ target: string; error: unknown } | null>(null)

  const keyOf = ({ sessionId, phone }: Target) => `${sessionId} ${phone.replace(/[^\d+]/g, '')}`
  const key = computed(() => keyOf(target()))
  const checked = computed(() => (answer.value?.target === key.value ? answer.value.opened : null))

  /** The conversation of the typed number; null when it was refused, which `refusal` tells. */
  async function check(): Promise<string | null> {
    const asked = key.value
    const { sessionId, phone } = target()
    if (phone.trim() === '') return null
    if (checked.value) return checked.value.id
    checking.value = true
    failure.value = null
    try {
      const opened = await openConversation(sessionId, phone.trim())
      const conversation = await fetchConversation(opened.id, opened.sequence)
      conversations.sync([conversation])
      answer.value = { target: asked, opened, from: conversation.sessionId }
      return opened.id
    } catch (error) {
      failure.value = { target: asked, error }
      return null
    } finally {
      checking.value = false
    }
  }

  return {
    checked,
    checking,
    refusal: computed(() => (failure.value?.target === key.value ? failure.value.error : null)),
    check,
    /**
     * Puts the message into the conversation's queue; answers the conversation, or null when the number or the message
     * was refused, which `refusal` tells.
     */
    async send(message: NewMessage): Promise<string | null> {
      const asked = key.value
      const id = await check()
      if (id === null) return null
      try {
        // Of what was asked, not of what stands in the form by now.
        const from = answer.value?.target === asked ? answer.value.from : undefined
        useReplies(id, () => {}).send({ ...message, answers: null }, from)
        return id
      } catch (error) {
        failure.value = { target: asked, error }
        return null
      }
    },
  }
}
