// Owns how the api-keys service is put together: ports, projection, endpoints.
import {
  issueApiKey,
  listApiKeys,
  revokeApiKey,
  verifyApiKey,
} from '@indoshopster/contracts/api-keys/api-keys.endpoints'
import { runProjection } from '@indoshopster/read-store/projection-runner'
import { openStores } from '@indoshopster/read-store/stores'
import { createDatabase } from '@indoshopster/read-store/workspace-scope'
import { serveEndpoint } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
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
  const stores = await openStores(config, 'api-keys', logger)
  const { nats, log, machinery, readers } = stores

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
    waitingFor: () => stores.waitingFor([list]),
    stop: async () => {
      await Promise.allSettled(endpoints.map((subscription) => subscription.drain()))
      await list.stop()
      await stores.close()
    },
  }
}
