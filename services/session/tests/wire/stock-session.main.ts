// Runs the session service with Baileys as it comes in place of our adapter, to show what a chaos run finds there.
import { runService } from '@indoshopster/service/run-service'
import { buildSession } from '../../src/service.ts'
import { environment, sessionConfig } from '../../src/session.config.ts'
import { createStockWhatsApp } from '../../src/whatsapp/baileys/tests/stock-whatsapp.ts'

await runService('session', sessionConfig, environment, (config, logger) =>
  buildSession(config, logger, createStockWhatsApp),
)
