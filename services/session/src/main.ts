// Runs the session service as a process.
import { enableCompileCache } from 'node:module'

// A killed process has its numbers online again within seconds; compiling everything anew would take half of them.
enableCompileCache()
const { runService } = await import('@indoshopster/service/run-service')
const { environment, sessionConfig } = await import('./session.config.ts')
const { buildSession } = await import('./service.ts')
const { createBaileysWhatsApp } = await import('./whatsapp/baileys/baileys-whatsapp.ts')

await runService('session', sessionConfig, environment, (config, logger) =>
  buildSession(config, logger, createBaileysWhatsApp),
)
