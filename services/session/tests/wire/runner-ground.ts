// Owns what both programs of the kill test stand on: settings, database, log, and the way to the test.
import { pino } from 'pino'
import { openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { createPool } from '@indoshopster/read-store/pool'
import { uuidv7 } from '@indoshopster/service/uuid'
import { createFailpoint } from '../../src/failpoint.ts'
import type { Fence } from '../../src/whatsapp/whatsapp.port.ts'
import type { FromRunner, RunnerSettings, ToRunner } from './runner-messages.ts'
import { environment, logLevel } from './wire.config.ts'

export async function openGround() {
  // The test that starts this program writes these settings.
  const settings = JSON.parse(environment['RUNNER'] ?? '{}') as RunnerSettings
  const pool = createPool(settings.databaseUrl, 'kill-runner', 10, { allWorkspaces: true })
  const masterKey = Buffer.from(settings.masterKey, 'hex')
  const logger = pino({ level: logLevel })
  const ports = { now: () => Date.now(), newId: () => uuidv7() }
  const log = await openEventLog({
    nats: await connectNats(settings.natsUrl, 'kill-runner'),
    keyring: postgresKeyring(pool, masterKey),
    source: 'session',
    logger,
    ports,
  })
  const fence: Fence = { sessionId: settings.sessionId, workspace: settings.workspace, epoch: 1 }
  return {
    settings,
    pool,
    masterKey,
    logger,
    ports,
    log,
    fence,
    failpoints: createFailpoint(settings.failpoint),
  }
}

export function tell(message: FromRunner): void {
  process.send?.(message)
}

export function onRelay(handle: (message: ToRunner) => Promise<void>): void {
  process.on('message', (message) => {
    // Only the test that started this program writes to it; a send that fails is asked for again.
    handle(message as ToRunner).catch(() => undefined)
  })
}
