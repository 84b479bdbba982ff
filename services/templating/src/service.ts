// Owns how the templating service is put together: ports, projection, endpoints.
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  getTemplate,
  listTemplates,
  previewTemplate,
} from '@indoshopster/contracts/templating/templating.endpoints'
import { runProjection } from '@indoshopster/read-store/projection-runner'
import { openStores } from '@indoshopster/read-store/stores'
import { createDatabase } from '@indoshopster/read-store/workspace-scope'
import { serveEndpoint } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import {
  answerCreateTemplate,
  answerDeleteTemplate,
  answerEditTemplate,
  answerGetTemplate,
  answerListTemplates,
  answerPreviewTemplate,
} from './template/template.endpoints.ts'
import { createTemplateIds } from './template/template-ids.ts'
import { templateList } from './template/template-list.projection.ts'
import type { TemplatingConfig } from './templating.config.ts'
import type { TemplatingTables } from './templating.database.ts'

/** Starts templating; it serves at once, and is ready when its list has folded the log. */
export async function buildTemplating(config: TemplatingConfig, logger: Logger): Promise<RunningService> {
  const stores = await openStores(config, 'templating', logger)
  const { nats, log, machinery, readers } = stores

  const list = runProjection({
    log,
    pool: machinery,
    schema: 'templating',
    projection: templateList,
    logger,
  })

  const ids = createTemplateIds(machinery, list)
  const deps = { database: createDatabase<TemplatingTables>(readers), list, log, ids }
  const endpoints = [
    serveEndpoint(nats, logger, listTemplates, answerListTemplates(deps)),
    serveEndpoint(nats, logger, getTemplate, answerGetTemplate(deps)),
    serveEndpoint(nats, logger, createTemplate, answerCreateTemplate(deps)),
    serveEndpoint(nats, logger, editTemplate, answerEditTemplate(deps)),
    serveEndpoint(nats, logger, deleteTemplate, answerDeleteTemplate(deps)),
    serveEndpoint(nats, logger, previewTemplate, answerPreviewTemplate),
  ]

  return {
    waitingFor: () => stores.waitingFor([list]),
    stop: async () => {
      await Promise.allSettled(endpoints.map((subscription) => subscription.drain()))
      await list.stop()
      await stores.close()
    },
  }
}
