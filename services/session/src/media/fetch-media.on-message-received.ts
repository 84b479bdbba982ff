// Owns the reaction that fetches the file of a received message: verified, stored, and told; never in the way of messages.
import { createHash } from 'node:crypto'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import {
  messageReceived,
  type MessageEvent,
  type NewMessageEvent,
} from '@indoshopster/contracts/session/message.events'
import type { Media, MediaFailure } from '@indoshopster/contracts/session/media'
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { ReactionOutcome } from '@indoshopster/event-log/react'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import { storeFile } from '@indoshopster/media-store/store-file'
import { count } from '@indoshopster/service/measure'
import { uuidFromHash } from '@indoshopster/service/uuid'
import type { InSlot } from '../send/slots.ts'
import type { Fence, WhatsApp } from '../whatsapp/whatsapp.port.ts'
import { afterFault } from './media-attempts.model.ts'

export interface FetchMediaDeps {
  readonly log: Pick<EventLog, 'append' | 'react'>
  readonly store: MediaStore
  readonly whatsapp: Pick<WhatsApp, 'openMedia'>
  /** Files of all sessions of this process that are fetched at once. */
  readonly inSlot: InSlot
  readonly maxBytes: number
  /** Throws LeaseLostError when the session is another's. */
  readonly assertOwned: (fence: Fence) => Promise<void>
  /** False: the chat was erased. */
  readonly isKnown: (fence: Fence, chatId: string) => Promise<boolean>
  readonly now: () => number
  /** Tests are less patient. */
  readonly firstPauseMs?: number
}

/** Files that wait or are fetched; the rest waits in the log. */
const MAX_IN_FLIGHT = 128
/** The network keeps files for about three weeks; of the phone's history, older ones are not even asked for. */
const KEPT_MS = 21 * 86_400_000

type Received = Extract<MessageEvent, { type: 'session.message_received.v1' }>
type Sealed = NonNullable<Received['data']['sealed']>

/** Reacts until the signal aborts; what is unfinished then comes again. */
export function fetchMedia(deps: FetchMediaDeps, fence: Fence, signal: AbortSignal): Promise<void> {
  const { sessionId, workspace } = fence
  return deps.log.react({
    durable: `media_${sessionId}`,
    subjects: [eventFilter({ workspace, owner: 'session', lane: sessionId })],
    orderKey: (event) => event.id,
    begin: 'all',
    maxAttempts: Infinity,
    maxInFlight: MAX_IN_FLIGHT,
    signal,
    handle: (event, attempt) => handle({ ...deps, signal }, fence, event, attempt),
  })
}

/** A stop breaks off what is on its way: another process fetches it then. */
type Running = FetchMediaDeps & { readonly signal: AbortSignal }

async function handle(
  deps: Running,
  fence: Fence,
  event: RecordedEvent,
  attempt: number,
): Promise<ReactionOutcome> {
  if (event.type !== messageReceived.type) return 'done'
  // The type names its definition, and this service is the only writer of its subjects.
  const received = event as Received
  const { sealed, mediaId } = received.data
  // Nothing to fetch, or the person was erased.
  if (!mediaId || !sealed || !('media' in sealed.content)) return 'done'
  const { media } = sealed.content
  if (!sealed.wireMedia) return fail(deps, fence, received, mediaId, 'media_key_missing')
  if (received.data.imported && deps.now() - Date.parse(received.data.sentAt) > KEPT_MS)
    return fail(deps, fence, received, mediaId, 'media_gone')
  try {
    const stored = await deps.inSlot(() => fetchOnce(deps, fence, received, sealed, media))
    const { contactId, chatId } = received.data
    if (!(await deps.isKnown(fence, chatId))) {
      // It was sealed with a key that was made after the erasure, which nothing would destroy.
      await deps.store.delete(fence.workspace, mediaId)
      return 'done'
    }
    await tell(deps, fence, received, 'stored', {
      type: 'session.media_stored.v1',
      data: { ...idsOf(fence, received), mediaId },
      sealed: { media: stored },
      person: `contact:${contactId}`,
    })
    countFetch('stored')
    return 'done'
  } catch (error) {
    if (deps.signal.aborted) return { retryInMs: 0 }
    const next = afterFault(error instanceof Error ? error.name : '', attempt, deps.firstPauseMs)
    return next.kind === 'again'
      ? { retryInMs: next.inMs }
      : fail(deps, fence, received, mediaId, next.reason)
  }
}

async function fetchOnce(
  { store, whatsapp, maxBytes, signal }: Running,
  { workspace }: Fence,
  { data: { contactId } }: Received,
  { wireMedia = '' }: Sealed,
  told: Media,
): Promise<Media> {
  const place = { workspace, mediaId: told.mediaId, person: `contact:${contactId}` }
  const { mimetype, fileName } = told
  const content = whatsapp.openMedia(wireMedia, maxBytes, signal)
  const stored = await storeFile(store, place, content, { mimetype, fileName, maxBytes })
  return {
    mediaId: told.mediaId,
    mimetype: stored.mimetype,
    bytes: stored.bytes,
    fileName: stored.fileName,
    width: stored.width ?? told.width,
    height: stored.height ?? told.height,
    seconds: told.seconds,
    thumbnail: stored.thumbnail ?? told.thumbnail,
  }
}

async function fail(
  deps: FetchMediaDeps,
  fence: Fence,
  received: Received,
  mediaId: string,
  reason: MediaFailure,
): Promise<'done'> {
  const data = { ...idsOf(fence, received), mediaId, reason }
  await tell(deps, fence, received, 'failed', { type: 'session.media_failed.v1', data })
  countFetch(reason)
  return 'done'
}

const idsOf = ({ sessionId }: Fence, { data: { chatId, messageId } }: Received) => ({
  sessionId,
  chatId,
  messageId,
})

/** Only the owner tells; under an id made of the message's, so that telling twice changes nothing. */
async function tell(
  deps: FetchMediaDeps,
  fence: Fence,
  received: Received,
  what: string,
  event: NewMessageEvent,
): Promise<void> {
  await deps.assertOwned(fence)
  const id = uuidFromHash(createHash('sha256').update(`media|${received.id}|${what}`).digest())
  const to = { owner: 'session', lane: fence.sessionId, entity: received.data.chatId }
  await deps.log.append(fence.workspace, to, event, { id, cause: received })
}

function countFetch(outcome: 'stored' | MediaFailure): void {
  count('media_fetched_total', 'Files of received messages that were fetched, or could not be', { outcome })
}
