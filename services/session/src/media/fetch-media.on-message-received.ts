// Owns the reaction that fetches the file of a received message: verified, stored, and told; never in the way of messages.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { ReactionOutcome } from '@indoshopster/event-log/react'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import { fetchFile, type FetchFileDeps } from './fetch-file.ts'
import { afterFault } from './media-attempts.model.ts'
import { tellFailed } from './media-outcome.ts'
import { fileOf, type ReceivedFile } from './received-file.ts'

export interface FetchMediaDeps extends FetchFileDeps {
  readonly log: Pick<EventLog, 'append' | 'react'>
  /** Keeps a file that the servers have thrown away, to ask the phone for it; false: the phone cannot be asked. */
  readonly leaveToPhone: (file: ReceivedFile) => Promise<boolean>
  readonly now: () => number
  /** Tests are less patient. */
  readonly firstPauseMs?: number
}

/** Files that wait or are fetched; the rest waits in the log. */
const MAX_IN_FLIGHT = 128
/** The network keeps files for about three weeks; of the phone's history, older ones are not even asked for. */
const KEPT_MS = 21 * 86_400_000

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
  const file = fileOf(event)
  if (!file) return 'done'
  const { imported, sentAt } = file.event.data
  if (!file.wireMedia) return fail(deps, fence, file, 'media_key_missing')
  if (imported && deps.now() - Date.parse(sentAt) > KEPT_MS) return fail(deps, fence, file, 'media_gone')
  try {
    await fetchFile(deps, fence, file, file.wireMedia, deps.signal)
    return 'done'
  } catch (error) {
    if (deps.signal.aborted) return { retryInMs: 0 }
    const next = afterFault(error instanceof Error ? error.name : '', attempt, deps.firstPauseMs)
    if (next.kind === 'again') return { retryInMs: next.inMs }
    // From here on it waits elsewhere, in the way of no other file.
    if (next.kind === 'ask_phone' && (await deps.leaveToPhone(file))) return 'done'
    return fail(deps, fence, file, next.reason)
  }
}

async function fail(...told: Parameters<typeof tellFailed>): Promise<'done'> {
  await tellFailed(...told)
  return 'done'
}
