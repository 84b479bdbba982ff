// Owns the endpoints about saved views.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type { deleteView, listViews, saveView } from '@indoshopster/contracts/inbox/label.endpoints'
import { decideAndAppend } from '@indoshopster/event-log/decide-and-append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import type { InboxDatabase } from '../inbox.database.ts'
import { reached, type Folding } from '../page/page.queries.ts'
import { view, type ViewCommand } from './view.decider.ts'
import { savedViews } from './view-list.queries.ts'

interface Deps {
  readonly database: InboxDatabase
  readonly views: Folding
  readonly log: Pick<EventLog, 'append' | 'readEntity'>
  readonly newId: () => string
}

/** Answers `list_views`. */
export const answerListViews =
  ({ database, views }: Deps) =>
  async ({ workspace, minSeq }: RequestOf<typeof listViews>): Promise<ResponseOf<typeof listViews>> => {
    await reached([views], minSeq)
    return { views: await inWorkspace(database, workspace, (reader) => savedViews(reader, workspace)) }
  }

/** Answers `save_view`. */
export const answerSaveView =
  ({ database, log, newId }: Deps) =>
  async (request: RequestOf<typeof saveView>): Promise<ResponseOf<typeof saveView>> => {
    const { workspace, by, name, filter } = request
    if (request.viewId !== null) {
      const { viewId } = request
      return { viewId, ...(await run(log, workspace, { kind: 'edit', viewId, name, filter, by })) }
    }
    const viewId = newId()
    const { length: count } = await inWorkspace(database, workspace, (reader) =>
      savedViews(reader, workspace),
    )
    return { viewId, ...(await run(log, workspace, { kind: 'create', viewId, name, filter, count, by })) }
  }

/** Answers `delete_view`. */
export const answerDeleteView =
  ({ log }: Deps) =>
  ({ workspace, by, viewId }: RequestOf<typeof deleteView>): Promise<ResponseOf<typeof deleteView>> =>
    run(log, workspace, { kind: 'delete', viewId, by })

const run = (log: Deps['log'], workspace: string, command: ViewCommand) =>
  decideAndAppend(log, view, { workspace, owner: 'inbox', lane: 'view', entity: command.viewId }, command)
