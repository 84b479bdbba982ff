// Answers: what is left of a group's thread when a member is erased, or is known by another id from now on? Pure.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { Thread, ThreadEntry } from './thread.model.ts'

const saidBy = (message: MessageView, contactId: string): boolean => message.sender?.contactId === contactId

/** That there was a message is still to be seen, as the inbox answers of one that was erased. */
const erased = (message: MessageView): MessageView => ({
  ...message,
  content: null,
  missing: 'erased',
  sender: null,
  quote: null,
  reactions: [],
  edits: [],
})
/** That it answers something is still to be seen, no words. */
const withoutQuoted = (message: MessageView): MessageView => ({
  ...message,
  quote: message.quote && { ...message.quote, kind: 'erased', excerpt: null },
})

/**
 * The thread without the words, name, quotes and reactions of somebody erased. A quote does not tell whose words it holds:
 * where the quoted message is not in the thread they go as well, and `doubtful` names the messages that are to be read
 * again.
 */
export function withoutContact(
  thread: Thread,
  contactId: string,
): { thread: Thread; doubtful: readonly string[] } {
  const known = new Map(thread.map(({ message }) => [message.id, message]))
  const doubtful: string[] = []
  const left = ({ message, reply }: ThreadEntry): MessageView => {
    if (saidBy(message, contactId)) return erased(message)
    const reactions = message.reactions.filter(({ by }) => by !== contactId)
    const kept = reactions.length === message.reactions.length ? message : { ...message, reactions }
    if (message.quote?.from !== 'contact') return kept
    const quoted = known.get(message.quote.messageId)
    if (quoted && !saidBy(quoted, contactId)) return kept
    if (!quoted && reply === null) doubtful.push(message.id)
    return withoutQuoted(kept)
  }
  return {
    thread: thread.map((entry) => {
      const message = left(entry)
      return message === entry.message ? entry : { ...entry, message }
    }),
    doubtful,
  }
}

/** The thread with a member under the id they are known by now. */
export function withContactMoved(thread: Thread, from: string, to: string): Thread {
  const own = (id: string) => (id === from ? to : id)
  return thread.map((entry) => {
    const { message } = entry
    if (!saidBy(message, from) && message.reactions.every(({ by }) => by !== from)) return entry
    const sender = message.sender && { ...message.sender, contactId: own(message.sender.contactId) }
    const reactions = message.reactions.map((reaction) => ({ ...reaction, by: own(reaction.by) }))
    return { ...entry, message: { ...message, sender, reactions } }
  })
}
