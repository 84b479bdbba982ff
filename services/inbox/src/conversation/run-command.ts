// Owns how a command of a conversation runs: decided on its row, appended, and decided again when the row was behind.
import { ConflictError } from '@indoshopster/event-log/append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import type { InboxDatabase } from '../inbox.database.ts'
import { inboxErrors } from '../inbox.errors.ts'
import { reached, type Folding } from '../page/page.queries.ts'
import { conversation, type ConversationCommand } from './conversation.decider.ts'
import type { ListedEvent } from './conversation-list.projection.ts'
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

/**
 * Decides on the row and appends what follows. The list may be behind the log, so a row is never believed when it says
 * that nothing has to change or that it may not: then, and when somebody was faster, the row is brought up to the log.
 */
export async function run(
  deps: CommandDeps,
  workspace: string,
  id: string,
  command: ConversationCommand,
  { eventId, blank }: Options = {},
): Promise<{ sequence: number }> {
  const { log } = deps
  const listed = await known(deps, workspace, id, blank)
  const to = { owner: 'inbox', lane: 'conversation', entity: listed.id }
  let row: ConversationRow | undefined = listed
  let last = listed.own_sequence
  for (let looks = 0; ; looks++) {
    try {
      const [event] = conversation.decide(command, row)
      if (event) {
        // What a reader has seen is true whoever else did something meanwhile.
        const check = command.kind === 'read' ? {} : { expectedSequence: last }
        const options = { ...check, ...(eventId === undefined ? {} : { id: eventId }) }
        return { sequence: (await log.append(workspace, to, event, options)).sequence }
      }
      if (looks > 0) return { sequence: 0 }
    } catch (error) {
      const behind =
        error instanceof ConflictError ? looks <= MAX_CONFLICTS : error instanceof Refusal && looks === 0
      if (!behind) throw error
    }
    const { events, lastSequence } = await log.readEntity({ workspace, ...to }, last)
    // The subject of a conversation holds only the inbox's own events; a fold skips what it does not know.
    for (const event of events) row = conversation.evolve(row, event as ListedEvent)
    last = lastSequence
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
  await reached([list], await log.lastSequence())
  const row = (await look()) ?? blank
  if (!row) throw new Refusal('conversation_not_found', inboxErrors.conversation_not_found)
  return row
}
