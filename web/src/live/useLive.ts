// Owns following live updates while the app is open, and first reads that do not wait for the stream.
import { onScopeDispose } from 'vue'
import { useConversations } from '../features/inbox/conversations.store.ts'
import { browserPorts, followLiveTogether } from './live-tabs.ts'
import { liveUpdates, type OpenInbox } from './live-updates.ts'

/** All else that is shown does not wait longer than this for the stream; it is read again when that begins. */
const patienceMs = 1_200

/** Follows the live updates of an account until the calling component goes away. */
export function useLive(account: string, openInbox: () => OpenInbox): void {
  const listener = liveUpdates(openInbox)
  const { query, known } = openInbox()
  // What changes until the stream is there is read again then; people see the list a journey to the server earlier.
  if (known) void useConversations().loadMore(query)
  const timer = setTimeout(() => listener.restart(0), patienceMs)
  listener.connected(false)
  const stop = followLiveTogether(
    account,
    {
      ...listener,
      restart(sequence) {
        clearTimeout(timer)
        listener.restart(sequence)
      },
    },
    browserPorts,
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    stop()
  })
}
