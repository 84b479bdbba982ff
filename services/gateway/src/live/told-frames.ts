// Owns turning batches of events into frames, looking up what an event does not say itself.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { sendRequested, type SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { Places } from '../conversations/places.ts'
import type { RingFrame } from './frame-ring.model.ts'
import { framesOf, placeWanted, requestWanted } from './frames.model.ts'
import type { Origin } from './message-view.model.ts'
import { sseText } from './sse-text.model.ts'

/** Frames of a batch, in order; one for each event that the app hears of. */
export type TellFrames = (events: readonly RecordedEvent[]) => Promise<RingFrame[]>

const MAX_REMEMBERED = 5000
/** An inbox that does not answer must not hold up everybody's messages: so long it is waited for, once a batch, ms. */
const PLACE_PATIENCE_MS = 500

/** Remembers who asked for recent sends; older requests are read from the log. */
export function createTellFrames(
  log: Pick<EventLog, 'readEntity'>,
  places: Pick<Places, 'find'>,
): TellFrames {
  const requests = new Map<string, Origin>()

  async function requestOf(event: RecordedEvent): Promise<Origin | null> {
    const wanted = requestWanted(event)
    if (!wanted) return null
    const known = requests.get(wanted.entity)
    if (known) return known
    const { events } = await log.readEntity({ workspace: event.workspace, owner: 'gateway', ...wanted })
    return events.find(isRequest) ?? null
  }

  /** The number of a note or an activity; null: none is wanted, or it is not known, and the app is told to fetch. */
  function sessionOf(event: RecordedEvent): Promise<string | null> | null {
    const conversationId = placeWanted(event)
    if (conversationId === null) return null
    return places.find(event.workspace, conversationId).then(
      ({ sessionId }) => sessionId,
      () => null,
    )
  }

  return async (events) => {
    const told: RingFrame[] = []
    let patient = true
    for (const event of events) {
      if (isRequest(event)) {
        if (requests.size >= MAX_REMEMBERED) requests.clear()
        const { origin, chatId } = event.data
        requests.set(event.data.messageId, { time: event.time, data: { origin, chatId } })
      }
      const asked: Promise<string | null> | null = patient ? sessionOf(event) : null
      const sessionId: string | null | undefined = asked && (await Promise.race([asked, lateAfter()]))
      patient &&= sessionId !== undefined
      const request = await requestOf(event)
      const frames = framesOf(event, { request, sessionId: sessionId ?? null })
      if (frames.length === 0) continue
      const { workspace, sequence } = event
      told.push({
        workspace,
        sequence,
        conversationId: conversationOf(frames),
        ofMember: frames.some(isOfMember),
        text: sseText(frames),
      })
    }
    return told.filter((frame, i) => !isRepeated(frame, told[i + 1]))
  }
}

/** A conversation that is touched again and again, as by history, is told once. */
function isRepeated(frame: RingFrame, next: RingFrame | undefined): boolean {
  const alike = frame.workspace === next?.workspace && frame.conversationId === next.conversationId
  return alike && touch.test(frame.text) && touch.test(next.text)
}
const touch = /^id: \d+\nevent: conversation\n/

function conversationOf(frames: readonly LiveFrame[]): string | null {
  for (const frame of frames) {
    if (frame.type === 'message') return frame.message.conversationId
    if (frame.type === 'message_status' || frame.type === 'message_changed') return frame.conversationId
    if (frame.type === 'conversation') return frame.conversationId
  }
  return null
}

/** What is sent does not tell a group from a person: any answer of ours may answer a member. */
const isOfMember = (frame: LiveFrame): boolean =>
  frame.type === 'message' &&
  (frame.message.sender !== null ||
    (frame.message.direction === 'outgoing' && frame.message.quote?.from === 'contact'))

const lateAfter = () =>
  new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), PLACE_PATIENCE_MS).unref()
  })

// The type names the shape; the gateway alone writes these events.
const isRequest = (event: RecordedEvent): event is SendRequested => event.type === sendRequested.type
