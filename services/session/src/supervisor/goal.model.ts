// Owns what the holder of a session has to bring about, by the log alone. Pure.
import type { SessionRow } from '../session/session-list.table.ts'

/**
 * `connect`: be online, or pair. `unlink`: tell the network that the device is gone, then forget its keys.
 * `forget`: the device is gone there already; forget its keys. `rest`: wait for staff.
 */
export type Goal = 'connect' | 'unlink' | 'forget' | 'rest'

/** What the list tells of a session that matters to who holds it. */
export type Listed = Pick<SessionRow, 'id' | 'workspace' | 'state_sequence' | 'groups'>

/**
 * Does the list tell of something the holder has not read? All that changes the goal changes the state too. The list may
 * also be the one that is late: then there is nothing to read, except where it disagrees on groups, which have no order.
 */
export function isBehind(row: SessionRow | undefined, listed: Listed): boolean {
  return !row || listed.state_sequence > row.state_sequence || listed.groups !== row.groups
}

/** `unlinkedSequence`: the last log-out or removal that has been carried out. */
export function goalOf(row: SessionRow, unlinkedSequence: number): Goal {
  if (row.unlink_sequence > unlinkedSequence) {
    const isGoneThere = row.reason === 'logged_out_from_phone' || row.reason === 'account_banned'
    return isGoneThere || row.phone === null ? 'forget' : 'unlink'
  }
  if (row.removed || waitsForStaff(row)) return 'rest'
  return 'connect'
}

/** Why sends of this session fail at once; null: they go out, or wait until it is online again. */
export function sendRefusal(row: SessionRow): 'session_removed' | 'session_logged_out' | null {
  if (row.removed) return 'session_removed'
  return waitsForStaff(row) ? 'session_logged_out' : null
}

const waitsForStaff = ({ state }: SessionRow) =>
  state === 'logged_out' || state === 'qr_expired' || state === 'pairing_refused'
