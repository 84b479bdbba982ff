// Answers: as which request does a failed message go out once more, and did it already? Pure.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { replyBodyOf } from './reply-draft.model.ts'
import type { Thread } from './thread.model.ts'

/** Of the versions of a UUID, that of one made out of a name: the app's own keys are of version 4, messages of 7 and 8. */
const madeOfAName = '5'
const versionAt = 14

/**
 * The Idempotency-Key of sending a failed message once more. It follows from the message, so that it goes out once
 * however often, and on however many pages, people press "try again".
 */
export const retryKeyOf = (messageId: string): string =>
  messageId.slice(0, versionAt) + madeOfAName + messageId.slice(versionAt + 1)

/** What would be sent again, to be compared. */
const saidBy = (message: MessageView): string => JSON.stringify(replyBodyOf(message)?.body)

/**
 * Whether a failed message was sent once more. Its retry is known by its key on the page that sent it; elsewhere, and
 * after the thread was read again, by saying the same later on.
 */
export function isRetried(thread: Thread, failed: MessageView): boolean {
  const key = retryKeyOf(failed.id)
  if (thread.some((entry) => entry.key === key)) return true
  const at = thread.findIndex(({ message }) => message.id === failed.id)
  const said = saidBy(failed)
  return thread
    .slice(at + 1)
    .some(({ message }) => message.direction === 'outgoing' && saidBy(message) === said)
}
