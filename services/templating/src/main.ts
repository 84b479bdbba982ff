// Runs the templating service as a process.
import { runService } from '@indoshopster/service/run-service'
import { buildTemplating } from './service.ts'
import { environment, templatingConfig } from './templating.config.ts'

await runService('templating', templatingConfig, environment, buildTemplating)
