// Owns how a command of a conversation runs: decided on its row, appended, and decided again when somebody was faster.
import { ConflictError } from '@indoshopster/event-log/append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import type { InboxDatabase } from '../inbox.database.ts'
import { inboxErrors } from '../inbox.errors.ts'
import type { Folding } from '../page/page.queries.ts'
import { conversation, type ConversationCommand } from './conversation.decider.ts'
import { conversationById } from './conversation-list.queries.ts'
import type { ConversationRow } from './conversation-list.table.ts'

export interface CommandDeps {
  readonly database: InboxDatabase
  readonly list: Folding
  readonly log: Pick<EventLog, 'append' | 'readEntity' | 'lastSequence'>
}

/** Races a command may lose before it gives up. */
const MAX_CONFLICTS = 5

interface Options {
  /** What happens is taken once under this id. */
  readonly eventId?: string
  /** What is decided on where the inbox knows no such conversation; left out, that is refused. */
  readonly blank?: ConversationRow
}

/** Decides on the row, appends what follows, and decides again when somebody else was faster. */
export async function run(
  deps: CommandDeps,
  workspace: string,
  id: string,
  command: ConversationCommand,
  { eventId, blank }: Options = {},
): Promise<{ sequence: number }> {
  const { list, log } = deps
  let expected = 0
  for (let conflicts = 0; ; conflicts++) {
    const row = await known(deps, workspace, id, blank)
    const [event] = conversation.decide(command, row)
    if (!event) return { sequence: 0 }
    const to = { owner: 'inbox', lane: 'conversation', entity: row.id }
    // What a reader has seen is true whoever else did something meanwhile.
    const check = command.kind === 'read' ? {} : { expectedSequence: Math.max(expected, row.own_sequence) }
    try {
      const options = { ...check, ...(eventId === undefined ? {} : { id: eventId }) }
      return { sequence: (await log.append(workspace, to, event, options)).sequence }
    } catch (error) {
      if (!(error instanceof ConflictError) || conflicts >= MAX_CONFLICTS) throw error
      await list.waitFor(await log.lastSequence())
      // Should the history hold what this version does not fold, the row alone would never catch up with it.
      if (conflicts > 0) expected = (await log.readEntity({ workspace, ...to })).lastSequence
    }
  }
}

/** The conversation; one that is unknown may have begun a moment ago, so it is looked for again when that is folded. */
export async function known(
  { database, list, log }: CommandDeps,
  workspace: string,
  id: string,
  blank?: ConversationRow,
): Promise<ConversationRow> {
  const look = () => inWorkspace(database, workspace, (reader) => conversationById(reader, workspace, id))
  const first = await look()
  if (first) return first
  await list.waitFor(await log.lastSequence())
  const row = (await look()) ?? blank
  if (!row) throw new Refusal('conversation_not_found', inboxErrors.conversation_not_found)
  return row
}
