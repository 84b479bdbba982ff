// Runs the api-keys service as a process.
import { runService } from '@indoshopster/service/run-service'
import { apiKeysConfig, environment } from './api-keys.config.ts'
import { buildApiKeys } from './service.ts'

await runService('api-keys', apiKeysConfig, environment, buildApiKeys)
