// Owns measuring how the sessions held here are doing, for people who watch.
import { observeLevel } from '@indoshopster/service/measure'
import type { HeldSession } from './held-session.ts'

const states = ['starting', 'waiting_for_scan', 'linking', 'online', 'reconnecting', 'resting'] as const

/** Shows the number of held sessions by state; `resting` ones wait for staff. */
export function measureHeld(held: () => readonly HeldSession[]): void {
  for (const state of states) {
    observeLevel('sessions', 'Sessions held by this process', { state }, () => {
      const stateOf = (session: HeldSession) => session.live()?.state ?? 'resting'
      return held().filter((session) => stateOf(session) === state).length
    })
  }
}
