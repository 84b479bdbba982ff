// Owns what each live frame changes: which store takes it in, which list is read again.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { useQueryCache } from '@pinia/colada'
import { useAccount } from '../features/account/account.store.ts'
import type { InboxQuery } from '../features/filter/inbox-views.ts'
import { useViews } from '../features/filter/views.store.ts'
import { useConversations } from '../features/inbox/conversations.store.ts'
import { useMessageAsks } from '../features/inbox/message-asks.store.ts'
import { useThreads } from '../features/inbox/threads.store.ts'
import { useLabels } from '../features/labels/labels.store.ts'
import { usePresence } from '../features/presence/presence.store.ts'
import { useSessions } from '../features/sessions/sessions.store.ts'
import { useNotifications } from '../features/shell/notifications.store.ts'
import { seen } from './seen-sequences.ts'
import type { LiveListener } from './live-stream.ts'
import { useConnection } from './connection.store.ts'

/** What of the inbox is open on this page. */
export interface OpenInbox {
  query: InboxQuery
  /** False while the filter of a saved view is not here yet: its list is read when it is. */
  known: boolean
  conversationId: string | undefined
}

/** A list that could not be read is not lost: the next frame or reconnect reads it again. */
const quietly = (reading: Promise<unknown>) => void reading.catch(() => {})

/** No part of the first page. */
const sendQueue = () =>
  import('../features/inbox/send-queue.store.ts').then(({ useSendQueue }) => useSendQueue())

/** A listener that keeps the stores as new as the log. */
export function liveUpdates(openInbox: () => OpenInbox): LiveListener {
  const account = useAccount()
  const conversations = useConversations()
  const labels = useLabels()
  const asks = useMessageAsks()
  const notifications = useNotifications()
  const presence = usePresence()
  const threads = useThreads()
  const sessions = useSessions()
  const views = useViews()
  const connection = useConnection()
  const queries = useQueryCache()

  /** Of a conversation that is not known here it is not known either whether it is a group. */
  const mayBeGroup = (id: string) => conversations.rows.get(id)?.chatKind !== 'person'
  /** A row does not tell who said what stands in its line, so those of all groups are read again. */
  function erased(contactId: string, sequence: number): void {
    const open = openInbox().conversationId
    quietly(threads.forgetContact(contactId, { open, isGroup: mayBeGroup, minSeq: sequence }))
    quietly(sendQueue().then((replies) => replies.forgetQuotes(mayBeGroup)))
    for (const id of conversations.rows.keys()) if (mayBeGroup(id)) conversations.touch(id, sequence)
  }

  function frame(frame: LiveFrame): void {
    switch (frame.type) {
      case 'message':
        threads.sync([frame.message])
        conversations.touch(frame.message.conversationId, frame.sequence)
        notifications.arrived(frame.message)
        break
      case 'message_status':
        threads.applyStatus(frame.conversationId, frame.messageId, frame.status, frame.failure)
        conversations.applyStatus(frame.conversationId, frame.messageId, frame.status)
        asks.told(frame)
        break
      case 'message_changed':
        quietly(threads.refetchMessage(frame.conversationId, frame.messageId, frame.sequence))
        conversations.touch(frame.conversationId, frame.sequence)
        break
      case 'conversation':
        conversations.touch(frame.conversationId, frame.sequence)
        break
      case 'conversation_gone':
        quietly(
          threads.forget(
            frame.conversationId,
            openInbox().conversationId === frame.conversationId,
            frame.sequence,
          ),
        )
        conversations.gone(frame.conversationId, frame.movedTo, frame.sequence)
        if (frame.movedTo === null)
          quietly(sendQueue().then((replies) => replies.forgetConversation(frame.conversationId)))
        break
      case 'contact_gone':
        if (frame.movedTo !== null) threads.moveContact(frame.contactId, frame.movedTo)
        else erased(frame.contactId, frame.sequence)
        break
      case 'labels':
        quietly(labels.refetch(frame.sequence))
        break
      case 'views':
        quietly(views.refetch(frame.sequence))
        break
      case 'staff':
        seen('staff', frame.sequence)
        quietly(account.refresh())
        void queries.invalidateQueries({ key: ['staff'] })
        break
      case 'presence':
      case 'customer_typing':
        presence.apply(frame)
        break
      case 'session':
        sessions.sync([frame.session])
        break
      case 'templates':
      case 'api_keys':
        seen(frame.type, frame.sequence)
        void queries.invalidateQueries({ key: [frame.type] })
        break
      case 'ready':
        quietly(sessions.refetch()) // QR codes and passing states are not replayed
        break
      case 'reload':
        break // told as `restart`
    }
  }

  return {
    frame,
    connected: (is) => connection.set(is),
    restart(sequence) {
      const { query, known, conversationId } = openInbox()
      quietly(sessions.refetch())
      quietly(labels.refetch(sequence))
      quietly(views.refetch(sequence))
      if (known) void conversations.restart(query, conversationId, sequence)
      void threads.restart(conversationId, sequence)
      void queries.invalidateQueries()
    },
  }
}
