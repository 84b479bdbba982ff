// Compares the inbox's tables with the log; prints a line per workspace and exits 1 when something differs.
import { openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { createPool } from '@indoshopster/read-store/pool'
import { readConfig } from '@indoshopster/service/config'
import { createLogger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import { checksum } from './checksum.ts'
import { environment, inboxConfig } from './inbox.config.ts'

const config = readConfig(inboxConfig, environment)
const nats = await connectNats(config.natsUrl, 'inbox-checksum')
const pool = createPool(config.databaseUrl, 'inbox-checksum', 2, { allWorkspaces: true })
const keyring = postgresKeyring(pool, Buffer.from(config.masterKey, 'hex'))
const logger = createLogger('inbox-checksum', 'warn')
const ports = { now: Date.now, newId: uuidv7 }
const log = await openEventLog({ nats, keyring, source: 'inbox', logger, ports })

const results = await checksum(log, pool)
for (const { projection, workspace, rows, sequence, differing } of results) {
  const verdict =
    differing.length === 0 ? 'same' : `DIFFERENT in ${differing.length}: ${differing.slice(0, 5).join(' ')}`
  process.stdout.write(`${projection} ${workspace} ${rows} rows at sequence ${sequence}: ${verdict}\n`)
}
await nats.close()
await pool.end()
process.exitCode = results.some((result) => result.differing.length > 0) ? 1 : 0
