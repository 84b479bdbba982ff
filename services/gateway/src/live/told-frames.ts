// Owns turning batches of events into frames, looking up the send requests that queued messages belong to.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { sendRequested, type SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { RingFrame } from './frame-ring.model.ts'
import { frameOf, requestWanted } from './frames.model.ts'
import { sseText } from './sse-text.model.ts'

/** Frames of a batch, in order. */
export type TellFrames = (events: readonly RecordedEvent[]) => Promise<RingFrame[]>

const MAX_REMEMBERED = 5000

/** Remembers recent send requests; older ones are read from the log. */
export function createTellFrames(log: Pick<EventLog, 'readEntity'>): TellFrames {
  const requests = new Map<string, SendRequested>()

  async function requestOf(event: RecordedEvent): Promise<SendRequested | null> {
    const wanted = requestWanted(event)
    if (!wanted) return null
    const known = requests.get(wanted.entity)
    if (known) return known
    const { events } = await log.readEntity({ workspace: event.workspace, owner: 'gateway', ...wanted })
    return events.find(isRequest) ?? null
  }

  return async (events) => {
    const frames: RingFrame[] = []
    for (const event of events) {
      if (isRequest(event)) {
        if (requests.size >= MAX_REMEMBERED) requests.clear()
        requests.set(event.data.messageId, event)
      }
      const frame = frameOf(event, await requestOf(event))
      if (frame) frames.push({ workspace: event.workspace, sequence: event.sequence, text: sseText(frame) })
    }
    return frames
  }
}

// The type names the shape; the gateway alone writes these events.
const isRequest = (event: RecordedEvent): event is SendRequested => event.type === sendRequested.type
