// Owns the endpoints about templates: list, look at one, create, edit, delete, preview.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type {
  createTemplate,
  deleteTemplate,
  editTemplate,
  getTemplate,
  listTemplates,
  previewTemplate,
} from '@indoshopster/contracts/templating/templating.endpoints'
import { ConflictError } from '@indoshopster/event-log/append'
import { decideAndAppend } from '@indoshopster/event-log/decide-and-append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { judge } from '@indoshopster/template-language/judge'
import { preview } from '@indoshopster/template-language/preview'
import type { TemplatingDatabase } from '../templating.database.ts'
import { templatingErrors } from '../templating.errors.ts'
import { template, type TemplateCommand } from './template.decider.ts'
import type { TemplateIds } from './template-ids.ts'
import { templateById, templates } from './template-list.queries.ts'

interface Deps {
  readonly database: TemplatingDatabase
  readonly list: RunningProjection
  readonly log: Pick<EventLog, 'append' | 'readEntity'>
  readonly ids: TemplateIds
}

const place = (templateId: number) => ({ owner: 'templating', lane: 'template', entity: String(templateId) })

/** Ids tried before giving up; more than one conflict means the sequence runs behind the log. */
const MAX_TRIES = 10

/** Answers `list_templates`. */
export const answerListTemplates =
  ({ database, list }: Deps) =>
  async (request: RequestOf<typeof listTemplates>): Promise<ResponseOf<typeof listTemplates>> => {
    await reached(list, request.minSeq)
    const { workspace } = request
    return { templates: await inWorkspace(database, workspace, (reader) => templates(reader, workspace)) }
  }

/** Answers `get_template`. */
export const answerGetTemplate =
  ({ database, list }: Deps) =>
  async (request: RequestOf<typeof getTemplate>): Promise<ResponseOf<typeof getTemplate>> => {
    await reached(list, request.minSeq)
    const found = await inWorkspace(database, request.workspace, (reader) =>
      templateById(reader, request.templateId),
    )
    if (!found) throw new Refusal('template_not_found', templatingErrors.template_not_found)
    return found
  }

/** Answers `create_template`: the id is taken from the sequence and must be new in the log too. */
export const answerCreateTemplate =
  ({ log, ids }: Deps) =>
  async (request: RequestOf<typeof createTemplate>): Promise<ResponseOf<typeof createTemplate>> => {
    const { workspace, ...given } = request
    const judged = judge(request.body)
    // Refuses before an id is spent.
    template.decide({ type: 'create', ...given, ...judged, templateId: 1 }, template.initial)
    for (let tries = 1; ; tries++) {
      const templateId = await ids.next()
      const [event] = template.decide({ type: 'create', ...given, ...judged, templateId }, template.initial)
      if (!event) throw new Error('Creating always produces an event.')
      try {
        const { sequence } = await log.append(workspace, place(templateId), event, { expectedSequence: 0 })
        return { templateId, sequence }
      } catch (error) {
        if (!(error instanceof ConflictError) || tries >= MAX_TRIES) throw error
      }
    }
  }

/** Answers `edit_template`. */
export const answerEditTemplate =
  ({ log }: Deps) =>
  ({ workspace, ...given }: RequestOf<typeof editTemplate>): Promise<ResponseOf<typeof editTemplate>> =>
    run(log, workspace, { type: 'edit', ...given, ...judge(given.body) })

/** Answers `delete_template`. */
export const answerDeleteTemplate =
  ({ log }: Deps) =>
  ({ workspace, ...given }: RequestOf<typeof deleteTemplate>): Promise<ResponseOf<typeof deleteTemplate>> =>
    run(log, workspace, { type: 'delete', ...given })

/** Answers `preview_template`. */
export const answerPreviewTemplate = (
  request: RequestOf<typeof previewTemplate>,
): Promise<ResponseOf<typeof previewTemplate>> => Promise.resolve(preview(request.body, request.data))

async function run(log: Deps['log'], workspace: string, command: TemplateCommand) {
  try {
    return await decideAndAppend(log, template, { workspace, ...place(command.templateId) }, command)
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error
    throw new Refusal('template_changed_meanwhile', templatingErrors.template_changed_meanwhile)
  }
}

async function reached(list: RunningProjection, minSeq: number | undefined): Promise<void> {
  if (minSeq === undefined || (await list.waitFor(minSeq))) return
  throw new Refusal('read_model_behind', templatingErrors.read_model_behind)
}
