// Erases once more every contact that was ever erased: run it after Postgres was restored from a backup.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { contactErased, type ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import { type ChatEvent, contactForgotten } from '@indoshopster/contracts/session/chat.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { postgresKeyErasure } from '@indoshopster/event-log/erase-keys'
import { readConfig } from '@indoshopster/service/config'
import { createLogger } from '@indoshopster/service/logger'
import { openStores } from '@indoshopster/read-store/stores'
import { storesConfig } from '@indoshopster/read-store/stores.config'
import { eraseRows, forgetErasure } from './erasure/erase-contact.ts'
import { sendEnder } from './erasure/erase.on-contact-erased.ts'
import { environment } from './session.config.ts'
import { forgetPeople } from './whatsapp/baileys/keys/forget-people.ts'

const config = readConfig(storesConfig, environment)
const stores = await openStores(config, 'reapply-erasures', createLogger('reapply-erasures', 'warn'))
const { log, machinery: pool } = stores
const keys = postgresKeyErasure(pool, Buffer.from(config.masterKey, 'hex'))
const done = new AbortController()
let next = 1
let contacts = 0
let destroyed = 0

async function reapply(event: RecordedEvent): Promise<void> {
  // Types name shapes of our own contracts; other types fall through.
  const told = event as Extract<ConversationEvent, { type: typeof contactErased.type }> | ChatEvent
  if (told.type === contactErased.type) {
    const erased = { workspace: event.workspace, ...told.data }
    await eraseRows({ pool, keys, forgetPeople }, erased, sendEnder(log, erased))
    contacts++
  }
  if (told.type === contactForgotten.type) {
    await keys.destroy(event.workspace, told.data.keyIds)
    await forgetErasure(pool, told.data.chatId)
    destroyed += told.data.keyIds.length
  }
}

await log.follow({
  subjects: [eventFilter({ owner: 'inbox', lane: 'conversation' }), eventFilter({ owner: 'session' })],
  from: () => Promise.resolve(next),
  signal: done.signal,
  async onBatch(events, lastSequence) {
    for (const event of events) await reapply(event)
    next = lastSequence + 1
  },
  onCaughtUp: () => done.abort(),
})
await stores.close()
process.stdout.write(`${contacts} contacts erased again, ${destroyed} keys destroyed again.\n`)
