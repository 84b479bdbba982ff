// Owns the event of a received message whose file is to be had, as the parts of this folder hand it on.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { messageReceived, type MessageEvent } from '@indoshopster/contracts/session/message.events'
import type { Media } from '@indoshopster/contracts/session/media'

export type Received = Extract<MessageEvent, { type: 'session.message_received.v1' }>

export interface ReceivedFile {
  readonly event: Received
  /** As its sender told it. */
  readonly media: Media
  /** Null where it came without its key. */
  readonly wireMedia: string | null
}

/** Null when there is nothing to fetch, or the person was erased. */
export function fileOf(event: RecordedEvent): ReceivedFile | null {
  if (event.type !== messageReceived.type) return null
  // The type names its definition, and this service is the only writer of its subjects.
  const received = event as Received
  const { sealed, mediaId } = received.data
  if (!mediaId || !sealed || !('media' in sealed.content)) return null
  return { event: received, media: sealed.content.media, wireMedia: sealed.wireMedia ?? null }
}
