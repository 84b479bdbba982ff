// Owns where the file of a message is: being fetched, stored, or not to be had.
import type { Told } from '../inbox-event.model.ts'
import type { MessageRow } from './message-thread.table.ts'

/** What was found out of the file replaces what its sender said of it. */
export function mediaStored(row: MessageRow, event: Told<'session.media_stored.v1'>): MessageRow {
  const { mediaId, sealed } = event.data
  if (row.media_id !== mediaId) return row
  const stored = { ...row, media_state: 'stored', media_failure: null } as const
  if (!sealed || row.content === null || !('media' in row.content)) return stored
  return { ...stored, content: { ...row.content, media: sealed.media } }
}

export function mediaFailed(row: MessageRow, event: Told<'session.media_failed.v1'>): MessageRow {
  const { mediaId, reason } = event.data
  if (row.media_id !== mediaId || row.media_state === 'stored') return row
  return { ...row, media_state: 'failed', media_failure: reason }
}
