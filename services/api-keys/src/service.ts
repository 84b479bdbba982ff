// Owns how the api-keys service is put together: ports, projection, endpoints.
import {
  issueApiKey,
  listApiKeys,
  revokeApiKey,
  verifyApiKey,
} from '@indoshopster/contracts/api-keys/api-keys.endpoints'
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
  answerIssueApiKey,
  answerListApiKeys,
  answerRevokeApiKey,
  answerVerifyApiKey,
} from './api-key/api-key.endpoints.ts'
import { apiKeyList } from './api-key/api-key-list.projection.ts'
import { randomText } from './api-key/random-text.ts'
import type { ApiKeysConfig } from './api-keys.config.ts'
import type { ApiKeysTables } from './api-keys.database.ts'

/** Starts api-keys; it serves at once, and is ready when its list has folded the log. */
export async function buildApiKeys(config: ApiKeysConfig, logger: Logger): Promise<RunningService> {
  const nats = await connectNats(config.natsUrl, 'api-keys')
  const machinery = createPool(config.databaseUrl, 'api-keys-machinery', 6, { allWorkspaces: true })
  const readers = createPool(config.databaseUrl, 'api-keys', 6)
  await prepareStreams(nats, config.natsReplicas)
  await assertSafeRole(readers)
  const keyring = postgresKeyring(machinery, Buffer.from(config.masterKey, 'hex'))
  const ports = { now: Date.now, newId: uuidv7 }
  const log = await openEventLog({ nats, keyring, source: 'api-keys', logger, ports })

  const list = runProjection({ log, pool: machinery, schema: 'api_keys', projection: apiKeyList, logger })

  const deps = {
    database: createDatabase<ApiKeysTables>(readers),
    everyone: createDatabase<ApiKeysTables>(machinery),
    list,
    log,
    pepper: config.pepper,
    randomText,
  }
  const endpoints = [
    serveEndpoint(nats, logger, listApiKeys, answerListApiKeys(deps)),
    serveEndpoint(nats, logger, issueApiKey, answerIssueApiKey(deps)),
    serveEndpoint(nats, logger, revokeApiKey, answerRevokeApiKey(deps)),
    serveEndpoint(nats, logger, verifyApiKey, answerVerifyApiKey(deps)),
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
