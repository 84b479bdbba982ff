// Owns what is told about a message: edits, deletions, reactions. What comes before its message waits for it.
import type { Told } from '../inbox-event.model.ts'
import { textOf, withText } from './message-content.model.ts'
import { blankMessage } from './message-row.model.ts'
import type { MessageRow, Reaction, Waiting } from './message-thread.table.ts'

/** People whose reactions one message keeps; a group has at most 1,024 members. */
const MAX_REACTIONS = 1100
/** Characters of an emoji with all its joiners. */
const MAX_EMOJI = 32

type About = Told<`session.message_${'edited' | 'revoked' | 'reacted'}.v1`>

/** The row that something waits in until its message comes; no thread shows it. */
function waitingRow(event: About): MessageRow {
  const { messageId, contactId } = event.data
  return { ...blankMessage(event, messageId), contact_id: contactId }
}

/** Only who wrote a message may change it. */
function isAuthor(row: MessageRow, { by, contactId }: { by: 'contact' | 'us'; contactId: string }): boolean {
  if (by === 'us') return row.direction === 'outgoing'
  return row.direction === 'incoming' && (row.contact_id === null || row.contact_id === contactId)
}

/** A message has one author: what somebody else says of it never joins what waits already. */
const isTheirs = (waiting: Waiting, { by, contactId }: Pick<Waiting, 'by' | 'contactId'>): boolean =>
  waiting.by === by && (by === 'us' || waiting.contactId === contactId)

/** Does something wait in this row for its message? */
export const isWaiting = (row: MessageRow): boolean => row.conversation_id === null && row.session_id === null
const arrived = (row: MessageRow) => !isWaiting(row)
/** Nothing to change yet: its words are still to come. */
const awaitsWords = (row: MessageRow) => !arrived(row) || row.missing === 'undecryptable'

export function edited(row: MessageRow | undefined, event: Told<'session.message_edited.v1'>): MessageRow {
  const { by, contactId, editedAt, sealed } = event.data
  if (row && !awaitsWords(row)) {
    const text = sealed && textOf(sealed.content)
    return text === null || !isAuthor(row, event.data) ? row : withText(row, text, editedAt)
  }
  const known = row ?? waitingRow(event)
  const waiting = known.waiting ?? { by, contactId, edit: null, revokedAt: null }
  if (!isTheirs(waiting, event.data)) return known
  const edit = sealed && { content: sealed.content, at: editedAt }
  if (waiting.edit && (!edit || Date.parse(waiting.edit.at) > Date.parse(edit.at))) return known
  return { ...known, waiting: { ...waiting, edit } }
}

export function revoked(row: MessageRow | undefined, event: Told<'session.message_revoked.v1'>): MessageRow {
  const { by, contactId, revokedAt } = event.data
  if (row && arrived(row)) {
    return row.revoked_at === null && isAuthor(row, event.data) ? { ...row, revoked_at: revokedAt } : row
  }
  const known = row ?? waitingRow(event)
  const waiting = known.waiting ?? { by, contactId, edit: null, revokedAt: null }
  if (!isTheirs(waiting, event.data)) return known
  return { ...known, waiting: { ...waiting, revokedAt: waiting.revokedAt ?? revokedAt } }
}

/** One reaction a person; the latest told by its own time stays. */
export function reacted(row: MessageRow | undefined, event: Told<'session.message_reacted.v1'>): MessageRow {
  const { by, contactId, reactedAt, sealed } = event.data
  // A row that no thread shows names its contact, so that an erasure finds it.
  const hidden = row?.conversation_id === null ? { ...row, contact_id: row.contact_id ?? contactId } : row
  const known = hidden ?? waitingRow(event)
  if (!sealed) return known
  const emoji = sealed.emoji?.trim().slice(0, MAX_EMOJI).toWellFormed()
  const own: Reaction = { by: by === 'us' ? 'us' : contactId, emoji: emoji ? emoji : null, at: reactedAt }
  const before = known.reactions.find((reaction) => reaction.by === own.by)
  if (before && Date.parse(before.at) > Date.parse(own.at)) return known
  const others = known.reactions.filter((reaction) => reaction !== before)
  return { ...known, reactions: [...others, own].slice(-MAX_REACTIONS) }
}

/** The message has come: what waited for it applies, when it is from the same author. */
export function withWaiting(message: MessageRow, row: MessageRow): MessageRow {
  const contact_id = message.conversation_id === null ? row.contact_id : message.contact_id
  const whole = { ...message, contact_id, reactions: row.reactions }
  const { waiting } = row
  return waiting && isAuthor(whole, waiting) ? applied(whole, waiting) : whole
}

function applied(message: MessageRow, { edit, revokedAt }: Waiting): MessageRow {
  const text = edit && textOf(edit.content)
  const changed = edit && text !== null ? withText(message, text, edit.at) : message
  return { ...changed, revoked_at: changed.revoked_at ?? revokedAt }
}
