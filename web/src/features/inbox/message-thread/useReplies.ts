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
import { useThreads } from '../threads.store.ts'

/** One message to be sent: what it says, its file if it has one, and what it answers. */
export interface Outgoing {
  body: ReplyBody
  file?: File
  /** Of a file that is up already. */
  media?: Media
  answers: MessageView | null
}

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
  }
}
