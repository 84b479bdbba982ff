// Owns measuring how many sends wait in this process, for people who watch.
import { observeLevel } from '@indoshopster/service/measure'

/** Called with +1 when a send gets its place in the queue of its chat, with -1 when it leaves it. */
export type Waiting = (change: 1 | -1) => void

export function measureWaiting(): Waiting {
  let waiting = 0
  observeLevel(
    'sends_waiting',
    'Sends that wait for their turn, their pace or their outcome',
    {},
    () => waiting,
  )
  return (change) => {
    waiting += change
  }
}
