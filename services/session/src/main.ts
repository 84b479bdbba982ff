// Runs the session service as a process.
import { runService } from '@indoshopster/service/run-service'
import { buildSession } from './service.ts'
import { environment, sessionConfig } from './session.config.ts'
import { createBaileysWhatsApp } from './whatsapp/baileys/baileys-whatsapp.ts'

await runService('session', sessionConfig, environment, (config, logger) =>
  buildSession(config, logger, createBaileysWhatsApp),
)
