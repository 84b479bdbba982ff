// Owns telling what became of the file of a message: stored, or why it cannot be had.
import { createHash } from 'node:crypto'
import type { NewMessageEvent } from '@indoshopster/contracts/session/message.events'
import type { Media, MediaFailure } from '@indoshopster/contracts/session/media'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { count } from '@indoshopster/service/measure'
import { uuidFromHash } from '@indoshopster/service/uuid'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import type { ReceivedFile } from './received-file.ts'

export interface TellDeps {
  readonly log: Pick<EventLog, 'append'>
  /** Throws LeaseLostError when the session is another's. */
  readonly assertOwned: (fence: Fence) => Promise<void>
}

export async function tellStored(
  deps: TellDeps,
  fence: Fence,
  file: ReceivedFile,
  stored: Media,
): Promise<void> {
  const { contactId } = file.event.data
  await tell(deps, fence, file, 'stored', {
    type: 'session.media_stored.v1',
    data: idsOf(fence, file),
    sealed: { media: stored },
    person: `contact:${contactId}`,
  })
  countFetch('stored')
}

export async function tellFailed(
  deps: TellDeps,
  fence: Fence,
  file: ReceivedFile,
  reason: MediaFailure,
): Promise<void> {
  const data = { ...idsOf(fence, file), reason }
  await tell(deps, fence, file, 'failed', { type: 'session.media_failed.v1', data })
  countFetch(reason)
}

const idsOf = ({ sessionId }: Fence, { event: { data }, media: { mediaId } }: ReceivedFile) => ({
  sessionId,
  chatId: data.chatId,
  messageId: data.messageId,
  mediaId,
})

/** Only the owner tells; under an id made of the message's, so that telling twice changes nothing. */
async function tell(
  deps: TellDeps,
  fence: Fence,
  { event: received }: ReceivedFile,
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
