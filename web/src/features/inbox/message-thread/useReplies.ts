// Owns sending what the composer gives: replies with their files, notes, and what failed once more.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { Media } from '@indoshopster/contracts/session/media'
import type { ReplyBody } from '@indoshopster/contracts/web-api/inbox'
import { ProblemError, problemText } from '../../../api/problem.ts'
import { toast } from '../../../ui/toasts.ts'
import { useAccount } from '../../account/account.store.ts'
import { keepLocalFile, nameLocalFile } from '../../media/media-url.ts'
import { newId } from '../composer/new-id.ts'
import { useConversations } from '../conversations.store.ts'
import { quoteOf, replyBodyOf } from '../reply-draft.model.ts'
import { isRetried, retryKeyOf } from '../retry.model.ts'
import { useSendQueue } from '../send-queue.store.ts'
import { addNote } from '../threads.api.ts'
import type { ThreadEntry } from '../thread.model.ts'
import { useThreads } from '../threads.store.ts'

/** One message to be sent: what it says, its file if it has one, and what it answers. */
export interface Outgoing {
  body: ReplyBody
  file?: File
  /** Of a file that is up already. */
  media?: Media
  answers: MessageView | null
}

/** A note as it is handed over; the same id writes it once. */
export interface WrittenNote {
  id: string
  text: string
  mentions: string[]
}

/** Words to be written anew, and what they answered. */
export interface TakenBack {
  text: string
  answers: MessageView | null
}

/** One that may have been sent is not taken back: it could go out twice. Files cannot be written anew. */
const unsent = ({ message, reply }: ThreadEntry, me: string | undefined): boolean =>
  message.author === me &&
  message.content?.kind === 'text' &&
  message.revokedAt === null &&
  (reply
    ? (reply.state === 'refused' || reply.state === 'waiting') && !reply.tried
    : message.status === 'failed')

/** Why a message stays with who wrote it. */
const refusal = (code: string) => new ProblemError({ type: 'about:blank', title: code, status: 0, code })

/** `sent` runs after each reply was put into the thread. */
export function useReplies(conversationId: string, sent: () => void) {
  const account = useAccount()
  const conversations = useConversations()
  const queue = useSendQueue()
  const threads = useThreads()

  const entriesNow = () => threads.threads.get(conversationId)?.entries ?? []
  const numberOf = () => conversations.rows.get(conversationId)?.sessionId

  /** What is shown of a file before it is up; its key stands for its id. */
  function mediaOf(key: string, file: File): Media {
    keepLocalFile(key, file)
    return {
      mediaId: key,
      mimetype: file.type || 'application/octet-stream',
      bytes: file.size,
      fileName: file.name,
      width: null,
      height: null,
      seconds: null,
      thumbnail: null,
    }
  }

  /**
   * `sessionId` is given where the list may have forgotten the conversation. Throws ProblemError when nobody is signed
   * in or the number is not known: whoever has the words keeps them.
   */
  function send({ body, file, media, answers }: Outgoing, sessionId = numberOf(), key = newId()): void {
    const author = account.account?.id
    if (!author) throw refusal('not_signed_in')
    if (!sessionId) throw refusal('number_unknown')
    void queue.send(
      {
        key,
        conversationId,
        sessionId,
        author,
        at: new Date().toISOString(),
        body: answers ? { ...body, quotedId: answers.id } : body,
        media: media ?? (file ? mediaOf(key, file) : null),
        quote: answers ? quoteOf(answers) : null,
      },
      file,
      (stored) => nameLocalFile(key, stored.mediaId),
    )
    sent()
  }

  return {
    send,
    async note(note: WrittenNote): Promise<void> {
      try {
        await addNote(conversationId, note)
        sent()
      } catch (error) {
        toast({ text: problemText(error), look: 'danger' })
        throw error
      }
    },
    /**
     * A message WhatsApp did not take goes out again as a new one, once; a reply the gateway did not take, as the same
     * one.
     */
    retry(key: string): void {
      const entry = entriesNow().find((one) => one.key === key)
      if (!entry) return
      if (entry.reply) return void queue.retry(key)
      const { message } = entry
      const again = replyBodyOf(message)
      if (!again || isRetried(entriesNow(), message)) return
      send({ ...again, answers: null }, message.sessionId, retryKeyOf(message.id))
    },
    discard: (key: string) => queue.discard(key),
    /**
     * The words of this person's last reply that did not go out, to be written anew. One that the gateway did not take
     * leaves the thread; one that WhatsApp did not take stays there, as what happened. Null: there is none.
     */
    takeBack(): TakenBack | null {
      const entries = entriesNow()
      const mine = entries.findLast((entry) => unsent(entry, account.account?.id))
      const last = mine && (mine.reply || !isRetried(entries, mine.message)) ? mine : undefined
      const { content, quote } = last?.message ?? {}
      if (!last || content?.kind !== 'text') return null
      if (last.reply) queue.discard(last.key)
      return {
        text: content.text,
        answers: entries.find(({ message }) => message.id === quote?.messageId)?.message ?? null,
      }
    },
  }
}
