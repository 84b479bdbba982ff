// Owns when what is written may go out, and as what: a note, a reply with its files, or one thing without words.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { ReplyBody } from '@indoshopster/contracts/web-api/inbox'
import { computed, type Ref, ref, watch } from 'vue'
import { t } from '../../../i18n/text.ts'
import { toast } from '../../../ui/toasts.ts'
import type { Outgoing } from '../message-thread/useReplies.ts'
import { newId } from './new-id.ts'
import { messagesOf, type TrayItem } from './tray.model.ts'
import type { Mode } from './useWriting.ts'

const mostCharacters = 4096

interface Ports {
  mode: Ref<Mode>
  text: Ref<string>
  tray: Ref<readonly TrayItem[]>
  answering: Ref<MessageView | null>
  /** False while it is not known where it goes to. */
  known(): boolean
  /** Nothing can go there. */
  locked(): boolean
  /** A colleague who answered while this was being written. */
  meanwhileBy(): string | null
  /** The same id writes it once. */
  writeNote(words: string, id: string): Promise<void>
  put(message: Outgoing): void
  /** The words are on their way. */
  sent(): void
}

export function useSending(ports: Ports) {
  const { mode, text, tray, answering, known, locked, meanwhileBy, writeNote, put, sent } = ports
  /** It was to be sent though a colleague was faster: that is asked first. */
  const asks = ref(false)
  const noting = ref(false)
  const left = computed(() => mostCharacters - text.value.length)
  const hasFiles = computed(() => mode.value === 'reply' && tray.value.length > 0)
  const sendable = computed(
    () =>
      left.value >= 0 &&
      !noting.value &&
      known() &&
      !locked() &&
      (text.value.trim() !== '' || hasFiles.value),
  )
  watch(meanwhileBy, () => (asks.value = false))

  /** A note that had no answer may be written already: with the same words it goes out under the same id. */
  let open: { words: string; id: string } | null = null
  async function sendNote(): Promise<void> {
    noting.value = true
    const words = text.value
    if (open?.words !== words.trim()) open = { words: words.trim(), id: newId() }
    try {
      await writeNote(open.words, open.id)
      open = null
      // What was typed behind it meanwhile is the next one.
      if (text.value.startsWith(words)) text.value = text.value.slice(words.length)
    } finally {
      noting.value = false
    }
  }
  function sendReply(): void {
    const answers = answering.value
    messagesOf(tray.value, text.value.trim()).forEach(({ body, item }, index) => {
      const file = item?.file ?? undefined
      put({ body, file, media: item?.media ?? undefined, answers: index === 0 ? answers : null })
    })
    answering.value = null
    text.value = ''
    sent()
  }

  return {
    asks,
    left,
    sendable,
    /** Sends; asks first when a colleague has answered meanwhile. */
    send(sure = false): void {
      if (!sendable.value) return
      if (mode.value === 'note') return void sendNote().catch(() => {}) // told on the screen; the words stay
      asks.value = meanwhileBy() !== null && !sure
      if (!asks.value) sendReply()
    },
    /**
     * Sends a place, a contact or a recording; what is being written stays. False, and told on the screen, when it is
     * not known where it goes to: whoever has it keeps it.
     */
    sendOnly(body: Omit<ReplyBody, 'text'>, file?: File): boolean {
      if (!known()) {
        toast({ text: t('problem.number_unknown'), look: 'danger' })
        return false
      }
      put({ body: { text: '', ...body }, file, answers: answering.value })
      answering.value = null
      return true
    },
  }
}
