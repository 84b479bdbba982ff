// Owns sending what the composer gives: replies with their files, notes, and what failed once more.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { Media } from '@indoshopster/contracts/session/media'
import type { ReplyBody } from '@indoshopster/contracts/web-api/inbox'
import { problemText } from '../../../api/problem.ts'
import { toast } from '../../../ui/toasts.ts'
import { useAccount } from '../../account/account.store.ts'
import { keepLocalFile, nameLocalFile } from '../../media/media-url.ts'
import { newId } from '../composer/new-id.ts'
import { useConversations } from '../conversations.store.ts'
import { quoteOf, replyBodyOf } from '../reply-draft.model.ts'
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

/** Words to be written anew, and what they answered. */
export interface TakenBack {
  text: string
  answers: MessageView | null
}

/** One that may be on its way is not taken back: it could go out twice. Files cannot be written anew. */
const unsent = ({ message, reply }: ThreadEntry, me: string | undefined): boolean =>
  message.author === me &&
  message.content?.kind === 'text' &&
  message.revokedAt === null &&
  (reply ? reply.state === 'refused' || reply.state === 'waiting' : message.status === 'failed')

/** `sent` runs after each reply was put into the thread. */
export function useReplies(conversationId: string, sent: () => void) {
  const account = useAccount()
  const conversations = useConversations()
  const queue = useSendQueue()
  const threads = useThreads()

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

  function send({ body, file, media, answers }: Outgoing): void {
    const author = account.account?.id
    const sessionId = conversations.rows.get(conversationId)?.sessionId
    if (!author || !sessionId) return
    const key = newId()
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
    async note(text: string, mentions: string[]): Promise<void> {
      try {
        await addNote(conversationId, { id: newId(), text, mentions })
        sent()
      } catch (error) {
        toast({ text: problemText(error), look: 'danger' })
        throw error
      }
    },
    /** A message WhatsApp did not take goes out again as a new one; a reply the gateway did not take, as the same one. */
    retry(key: string): void {
      const entry = threads.threads.get(conversationId)?.entries.find((one) => one.key === key)
      if (!entry) return
      if (entry.reply) return void queue.retry(key)
      const again = replyBodyOf(entry.message)
      if (again) send({ ...again, answers: null })
    },
    discard: (key: string) => queue.discard(key),
    /**
     * The words of this person's last reply that did not go out, to be written anew. One that the gateway did not take
     * leaves the thread; one that WhatsApp did not take stays there, as what happened. Null: there is none.
     */
    takeBack(): TakenBack | null {
      const entries = threads.threads.get(conversationId)?.entries ?? []
      const last = entries.findLast((entry) => unsent(entry, account.account?.id))
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
