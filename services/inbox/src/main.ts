// Runs the inbox service as a process.
import { runService } from '@indoshopster/service/run-service'
import { environment, inboxConfig } from './inbox.config.ts'
import { buildInbox } from './service.ts'

await runService('inbox', inboxConfig, environment, buildInbox)
