// Owns the endpoints about labels.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type {
  createLabel,
  deleteLabel,
  editLabel,
  listLabels,
} from '@indoshopster/contracts/inbox/label.endpoints'
import { decideAndAppend } from '@indoshopster/event-log/decide-and-append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import type { InboxDatabase } from '../inbox.database.ts'
import { reached, type Folding } from '../page/page.queries.ts'
import { label, type LabelCommand } from './label.decider.ts'
import { labelsWithCounts } from './label-list.queries.ts'

interface Deps {
  readonly database: InboxDatabase
  readonly list: Folding
  readonly labels: Folding
  readonly log: Pick<EventLog, 'append' | 'readEntity'>
  readonly newId: () => string
}

/** Answers `list_labels`. */
export const answerListLabels =
  ({ database, list, labels }: Deps) =>
  async ({ workspace, minSeq }: RequestOf<typeof listLabels>): Promise<ResponseOf<typeof listLabels>> => {
    await reached([list, labels], minSeq)
    return { labels: await inWorkspace(database, workspace, (reader) => labelsWithCounts(reader, workspace)) }
  }

/** Answers `create_label`. */
export const answerCreateLabel =
  ({ log, newId }: Deps) =>
  async (request: RequestOf<typeof createLabel>): Promise<ResponseOf<typeof createLabel>> => {
    const { workspace, by, name, colour } = request
    const labelId = newId()
    const { sequence } = await run(log, workspace, { kind: 'create', labelId, name, colour, by })
    return { labelId, sequence }
  }

/** Answers `edit_label`. */
export const answerEditLabel =
  ({ log }: Deps) =>
  ({
    workspace,
    by,
    labelId,
    name,
    colour,
  }: RequestOf<typeof editLabel>): Promise<ResponseOf<typeof editLabel>> =>
    run(log, workspace, { kind: 'edit', labelId, name, colour, by })

/** Answers `delete_label`. */
export const answerDeleteLabel =
  ({ log }: Deps) =>
  ({ workspace, by, labelId }: RequestOf<typeof deleteLabel>): Promise<ResponseOf<typeof deleteLabel>> =>
    run(log, workspace, { kind: 'delete', labelId, by })

/** All labels of a workspace are one entity. */
const run = (log: Deps['log'], workspace: string, command: LabelCommand) =>
  decideAndAppend(log, label, { workspace, owner: 'inbox', lane: 'label', entity: workspace }, command)
