// Owns asking for a number's state while it is being linked, because frames of QRs and codes are not repeated when one is missed.
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { useIntervalFn } from '@vueuse/core'
import { useSessions } from './sessions.store.ts'

const everyMs = 4_000
const waiting: readonly SessionView['state'][] = [
  'starting',
  'waiting_for_scan',
  'waiting_for_code',
  'linking',
]

/** Polls while the number waits for its phone and the page is looked at. */
export function usePairingPoll(session: () => SessionView): void {
  const sessions = useSessions()
  useIntervalFn(() => {
    const { id, state } = session()
    if (!waiting.includes(state) || document.visibilityState !== 'visible') return
    void sessions.refetchOne(id).catch(() => {}) // the next round asks again
  }, everyMs)
}
