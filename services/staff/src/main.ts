// Runs the staff service as a process.
import { runService } from '@indoshopster/service/run-service'
import { buildStaff } from './service.ts'
import { environment, staffConfig } from './staff.config.ts'

await runService('staff', staffConfig, environment, buildStaff)
