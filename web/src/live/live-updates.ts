// Owns what each live frame changes: which store takes it in, which list is read again.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { useQueryCache } from '@pinia/colada'
import { useConversations } from '../features/inbox/conversations.store.ts'
import type { ConversationFilter } from '../features/inbox/inbox.api.ts'
import { useThreads } from '../features/inbox/threads.store.ts'
import { useSessions } from '../features/sessions/sessions.store.ts'
import { seen } from './seen-sequences.ts'
import type { LiveListener } from './live-stream.ts'
import { useConnection } from './connection.store.ts'

/** What of the inbox is open on this page. */
export interface OpenInbox {
  filter: ConversationFilter
  conversationId: string | undefined
}

/** A listener that keeps the stores as new as the log. */
export function liveUpdates(openInbox: () => OpenInbox): LiveListener {
  const conversations = useConversations()
  const threads = useThreads()
  const sessions = useSessions()
  const connection = useConnection()
  const queries = useQueryCache()

  /** A failed refetch of the numbers is not lost: the next state change or reconnect reads them again. */
  const refetchSessions = () => void sessions.refetch().catch(() => {})

  function frame(frame: LiveFrame): void {
    switch (frame.type) {
      case 'message':
        threads.sync([frame.message])
        conversations.touch(frame.message.conversationId, frame.sequence)
        break
      case 'message_status':
        threads.applyStatus(frame.conversationId, frame.messageId, frame.status, frame.failure)
        conversations.applyStatus(frame.conversationId, frame.messageId, frame.status)
        break
      case 'conversation':
        conversations.touch(frame.conversationId, frame.sequence)
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
        refetchSessions() // QR codes and passing states are not replayed
        break
      case 'reload':
        break // told as `restart`
    }
  }

  return {
    frame,
    connected: (is) => connection.set(is),
    restart() {
      const { filter, conversationId } = openInbox()
      refetchSessions()
      void conversations.restart(filter, conversationId)
      void threads.restart(conversationId)
      void queries.invalidateQueries()
    },
  }
}
