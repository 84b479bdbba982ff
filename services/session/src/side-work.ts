// Owns what the service does beside its connections: tells facts about chats, reads histories, erases contacts, forgets.
import type pg from 'pg'
import { postgresKeyErasure } from '@indoshopster/event-log/erase-keys'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { Logger } from '@indoshopster/service/logger'
import { publishFacts } from './contact/fact-publisher.ts'
import { eraseContacts } from './erasure/erase.on-contact-erased.ts'
import { importHistories } from './history/import-histories.ts'
import { forgetOldArrivals } from './intake/retention.ts'
import { createSealing } from './intake/sealing.ts'
import { forgetOldAsks } from './media/phone-ask.store.ts'
import { forgetOldSends } from './send/outbox.retention.ts'
import type { HeldSession } from './supervisor/held-session.ts'
import { keepHouse } from './supervisor/housekeeping.ts'
import type { WhatsApp } from './whatsapp/whatsapp.port.ts'

/** Begins at once; `stop` waits for what is in hand, so stop it while the sessions still live. */
export function startSideWork(deps: {
  pool: pg.Pool
  log: EventLog
  masterKey: Uint8Array
  whatsapp: WhatsApp
  held: () => readonly HeldSession[]
  logger: Logger
  ports: { readonly now: () => number; readonly newId: () => string }
}): { stop(): Promise<void> } {
  const { pool, log, masterKey, whatsapp, held, logger, ports } = deps
  const stopKeepingHouse = keepHouse({
    held,
    tasks: [
      (sessionId) => forgetOldSends(pool, sessionId, ports.now()),
      (sessionId) => forgetOldArrivals(pool, sessionId, ports.now()),
      (sessionId) => forgetOldAsks(pool, sessionId, ports.now()),
    ],
    logger,
  })
  const facts = publishFacts({
    pool,
    log,
    held: () => held().map(({ sessionId }) => sessionId),
    logger,
  })
  const sealing = createSealing(masterKey)
  const histories = importHistories({ pool, log, sealing, whatsapp, held, logger, ...ports })
  const erasing = new AbortController()
  const keys = postgresKeyErasure(pool, masterKey)
  const erased = eraseContacts(
    { pool, keys, forgetPeople: whatsapp.forgetPeople, log, now: ports.now },
    erasing.signal,
  )
  return {
    async stop() {
      erasing.abort()
      await Promise.all([stopKeepingHouse(), facts.stop(), histories.stop(), erased])
    },
  }
}
