// Runs the session service as a process.
import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'

// A killed process has its numbers online again within seconds; compiling everything anew would take half of them.
enableCompileCache()
// Loading makes much garbage at once; the space V8 would make for it is never given back, 50 MB that idle numbers do not need.
setFlagsFromString('--semi-space-growth-factor=1')
const { runService } = await import('@indoshopster/service/run-service')
const { environment, sessionConfig } = await import('./session.config.ts')
const { buildSession } = await import('./service.ts')
const { createBaileysWhatsApp } = await import('./whatsapp/baileys/baileys-whatsapp.ts')
setFlagsFromString('--semi-space-growth-factor=2')

await runService('session', sessionConfig, environment, (config, logger) =>
  buildSession(config, logger, createBaileysWhatsApp),
)
