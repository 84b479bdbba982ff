// Owns following live updates while the app is open, and a first read of the lists when the stream is slow to come.
import { onScopeDispose } from 'vue'
import { browserPorts, followLiveTogether } from './live-tabs.ts'
import { liveUpdates, type OpenInbox } from './live-updates.ts'

/** The lists do not wait longer than this for the stream; they are read again when it begins. */
const patienceMs = 1_200

/** Follows the live updates of an account until the calling component goes away. */
export function useLive(account: string, openInbox: () => OpenInbox): void {
  const listener = liveUpdates(openInbox)
  const timer = setTimeout(() => listener.restart(), patienceMs)
  listener.connected(false)
  const stop = followLiveTogether(
    account,
    {
      ...listener,
      restart() {
        clearTimeout(timer)
        listener.restart()
      },
    },
    browserPorts,
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    stop()
  })
}
