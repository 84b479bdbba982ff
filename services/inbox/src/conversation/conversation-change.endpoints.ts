// Owns the endpoints that change a conversation: read marks, what staff do with it, notes.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type { addNote, changeConversation, markRead } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { activeAccounts } from '../account/account-list.queries.ts'
import { inboxErrors } from '../inbox.errors.ts'
import { labelIds } from '../label/label-list.queries.ts'
import { messageAnywhere } from '../message/message-thread.queries.ts'
import { reached, type Folding } from '../page/page.queries.ts'
import { type CommandDeps, known, run } from './run-command.ts'

interface Deps extends CommandDeps {
  readonly thread: Folding
  readonly labels: Folding
  readonly accounts: Folding
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/**
 * Answers `mark_read`. It waits until the list has folded what was on the screen: else a message that is not counted
 * yet would be found read, nothing would be told, and its badge would stay.
 */
export const answerMarkRead =
  (deps: Deps) =>
  async (request: RequestOf<typeof markRead>): Promise<ResponseOf<typeof markRead>> => {
    const { workspace, by, upToSequence, conversationId } = request
    await reached([deps.list], upToSequence)
    return run(deps, workspace, conversationId, { kind: 'read', by, upToSequence })
  }

/**
 * Answers `change_conversation`. What closes waits until the list has folded what was on the screen: else a message that
 * is there already would open again what is found closed, and nothing would be told.
 */
export const answerChangeConversation =
  (deps: Deps) =>
  async (request: RequestOf<typeof changeConversation>): Promise<ResponseOf<typeof changeConversation>> => {
    const { workspace, by, conversationId, change } = request
    if ('upToSequence' in change) await reached([deps.list], change.upToSequence)
    const named = change.kind === 'assign' && change.assignee !== null ? [change.assignee] : []
    const ids = change.kind === 'claim' ? [by] : named
    const label = change.kind === 'apply_label' ? change.labelId : null
    const facts = await factsAbout(deps, workspace, ids, label)
    return run(deps, workspace, conversationId, { kind: 'change', by, change, now: deps.now(), ...facts })
  }

/** Answers `add_note`; the note's id is its event's id, so the log takes it once. */
export const answerAddNote =
  (deps: Deps) =>
  async (request: RequestOf<typeof addNote>): Promise<ResponseOf<typeof addNote>> => {
    const { workspace, by, conversationId, noteId, text, mentions } = request
    const { id } = await known(deps, workspace, conversationId)
    const written = await inWorkspace(deps.database, workspace, async (reader) => {
      const row = await messageAnywhere(reader, workspace, noteId)
      if (row && (row.conversation_id !== id || row.direction !== 'internal' || row.author !== by)) {
        throw new Refusal('note_invalid', inboxErrors.note_invalid)
      }
      return row
    })
    if (written) return { sequence: written.sequence }
    const { accounts } = await factsAbout(deps, workspace, mentions, null)
    return run(
      deps,
      workspace,
      conversationId,
      { kind: 'note', by, noteId, text, mentions, accounts },
      { eventId: noteId },
    )
  }

/** What is missing may have been made a moment ago: then the projections are asked once more when they have folded it. */
async function factsAbout(
  deps: Deps,
  workspace: string,
  accountIds: readonly string[],
  labelId: string | null,
) {
  const look = () =>
    inWorkspace(deps.database, workspace, async (reader) => ({
      labels: await labelIds(reader, workspace),
      accounts: await activeAccounts(reader, workspace, accountIds),
    }))
  const facts = await look()
  const whole =
    accountIds.every((id) => facts.accounts.has(id)) && (labelId === null || facts.labels.has(labelId))
  if (whole) return facts
  await reached([deps.labels, deps.accounts], await deps.log.lastSequence())
  return look()
}
