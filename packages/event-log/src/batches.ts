// Owns handing events on in batches, one at a time and in order, while the next ones are gathered.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'

export interface Batches {
  /**
   * Takes events on, which stand for `messages` of the log up to `lastSequence`; `due`: they shall not wait for more.
   * Resolves when there is room for others. Throws what handling threw; then nothing more is handed on.
   */
  add(gathered: {
    readonly events: readonly RecordedEvent[]
    readonly messages: number
    readonly lastSequence: number
    readonly due: boolean
  }): Promise<void>
  /** Resolves when all that was due, or filled a batch, has been handled. Throws what handling threw. */
  settled(): Promise<void>
}

/** A batch stands for `size` messages or somewhat more; at most one is handled and one is gathered. */
export function createBatches(
  size: number,
  handle: (events: readonly RecordedEvent[], lastSequence: number) => Promise<void>,
): Batches {
  let events: RecordedEvent[] = []
  let messages = 0
  let last = 0
  let due = false
  let handling: Promise<void> | null = null

  const ready = () => due || messages >= size

  function start() {
    const batch = events
    events = []
    messages = 0
    due = false
    handling = handle(batch, last).then(() => {
      handling = null
      if (ready()) start()
    })
    // Thrown where somebody waits for it.
    handling.catch(() => {})
  }

  return {
    async add(gathered) {
      for (const event of gathered.events) events.push(event)
      messages += gathered.messages
      last = gathered.lastSequence
      due ||= gathered.due
      if (!handling && ready()) start()
      else if (messages >= size) await handling
    },
    async settled() {
      while (handling) await handling
    },
  }
}
