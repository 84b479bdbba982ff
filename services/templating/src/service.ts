// Owns how the templating service is put together: ports, projection, endpoints.
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  getTemplate,
  listTemplates,
  previewTemplate,
} from '@indoshopster/contracts/templating/templating.endpoints'
import { openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { assertSafeRole, createPool } from '@indoshopster/read-store/pool'
import { runProjection } from '@indoshopster/read-store/projection-runner'
import { createDatabase } from '@indoshopster/read-store/workspace-scope'
import { serveEndpoint } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import { uuidv7 } from '@indoshopster/service/uuid'
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
  const nats = await connectNats(config.natsUrl, 'templating')
  const machinery = createPool(config.databaseUrl, 'templating-projections', 4, { allWorkspaces: true })
  const readers = createPool(config.databaseUrl, 'templating', 6)
  await prepareStreams(nats, config.natsReplicas)
  await assertSafeRole(readers)
  const keyring = postgresKeyring(machinery, Buffer.from(config.masterKey, 'hex'))
  const ports = { now: Date.now, newId: uuidv7 }
  const log = await openEventLog({ nats, keyring, source: 'templating', logger, ports })

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
    waitingFor: async () => [
      ...(list.caughtUp() ? [] : [list.name]),
      ...(await nats.rtt().then(
        () => [],
        () => ['nats'],
      )),
      ...(await readers.query('SELECT').then(
        () => [],
        () => ['postgres'],
      )),
    ],
    stop: async () => {
      await Promise.allSettled(endpoints.map((subscription) => subscription.drain()))
      await list.stop()
      await nats.drain()
      await Promise.all([readers.end(), machinery.end()])
    },
  }
}
