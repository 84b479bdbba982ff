// Owns catching a client up from the log, when what it missed is no longer in memory.
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { LiveClient } from './live-client.ts'
import { sseText } from './sse-text.model.ts'
import type { TellFrames } from './told-frames.ts'

/** Tells a client what its workspace saw up to `until`, or that it must reload. Resolves when it is there. */
export async function replay(parts: {
  log: Pick<EventLog, 'follow'>
  tellFrames: TellFrames
  client: LiveClient
  /** Stream sequence, already in the log. */
  until: number
  /** Events; beyond them the client must reload. */
  atMost: number
  signal: AbortSignal
}): Promise<void> {
  const { client, until, atMost } = parts
  const done = new AbortController()
  client.onClose(() => done.abort())
  let replayed = 0
  await parts.log.follow({
    subjects: [eventFilter({ workspace: client.workspace })],
    from: () => Promise.resolve(client.lastTold + 1),
    signal: AbortSignal.any([done.signal, parts.signal]),
    async onBatch(events, lastSequence) {
      for (const frame of await parts.tellFrames(events)) client.tell(frame)
      client.startAfter(lastSequence)
      await client.drained()
      replayed += events.length
      if (lastSequence >= until || replayed > atMost) done.abort()
    },
    onCaughtUp: () => done.abort(),
  })
  if (client.closed || parts.signal.aborted) return
  if (replayed > atMost) client.write(sseText([{ type: 'reload', sequence: until }]))
  client.startAfter(until)
}
