// Owns the gateway process.
import { runService } from '@indoshopster/service/run-service'
import { environment, gatewayConfig } from './gateway.config.ts'
import { startGateway } from './service.ts'

await runService('gateway', gatewayConfig, environment, startGateway)
