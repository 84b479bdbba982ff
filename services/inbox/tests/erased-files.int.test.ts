// Owns the rule that the files of an erased contact are removed, and nobody else's.
import { received } from '@indoshopster/contracts/session/message.examples'
import { exampleId, exampleWorkspace } from '@indoshopster/contracts/examples'
import * as inboxApi from '@indoshopster/contracts/inbox/inbox.endpoints'
import { postgresKeyErasure } from '@indoshopster/event-log/erase-keys'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { openMediaStore } from '@indoshopster/media-store/open-media-store'
import { createPool } from '@indoshopster/read-store/pool'
import { uuidv7 } from '@indoshopster/service/uuid'
import { Objm } from '@nats-io/obj'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { masterKey, noS3, startTestInbox, type TestInbox } from './inbox.setup.ts'

let inbox: TestInbox
beforeAll(async () => {
  inbox = await startTestInbox([500, 500, 500])
})
afterAll(() => inbox[Symbol.asyncDispose]())

test('erased files › are removed with the contact; the neighbour keeps theirs, and a template its picture', async () => {
  const nats = await connectNats(inbox.nats.url, 'test-files')
  const pool = createPool(inbox.database.url, 'test-files', 2, { allWorkspaces: true })
  const keyring = postgresKeyring(pool, Buffer.from(masterKey, 'hex'))
  const ports = { now: Date.now, newId: uuidv7 }
  const files = await openMediaStore({ ...noS3, natsReplicas: 1 }, { nats, keyring, ...ports })
  const sent = await Promise.all(
    [1, 2, 3].map(async (number) => {
      const [mediaId, chatId, contactId] = [
        uuidv7(),
        exampleId(number === 3 ? 1 : number, 0xc),
        exampleId(number === 3 ? 1 : number, 0xf),
      ]
      const place = {
        workspace: exampleWorkspace,
        mediaId,
        person: number === 3 ? 'workspace' : `contact:${contactId}`,
      }
      const text = { mimetype: 'text/plain', fileName: 'bukti.txt' }
      await files.put(place, [Buffer.from(`bukti ${number}`)], { ...text, maxBytes: 1000 })
      const media = { mediaId, ...text, bytes: 7, width: null, height: null, seconds: null, thumbnail: null }
      const content = { kind: 'document' as const, media, caption: null }
      const sealed = { content, correspondent: { phone: null, name: 'Budi' } }
      const messageId = exampleId(number, 0x3)
      const event = received({ chatId, contactId, messageId, mediaId, sealed, sequence: number })
      return { mediaId, chatId, sequence: await inbox.tell(event) }
    }),
  )
  const [gone, kept, template] = sent
  if (!gone || !kept || !template) throw new Error('Three were sent.')
  const owner = { workspace: exampleWorkspace, by: uuidv7(), role: 'owner' as const }
  const minSeq = Math.max(...sent.map(({ sequence }) => sequence))
  await inbox.ask(inboxApi.getConversation, { ...owner, conversationId: gone.chatId, minSeq })
  await inbox.ask(inboxApi.eraseContact, { ...owner, conversationId: gone.chatId })
  // As the session service does.
  const keys = postgresKeyErasure(pool, Buffer.from(masterKey, 'hex'))
  await keys.destroy(exampleWorkspace, await keys.close(exampleWorkspace, [`contact:${exampleId(1, 0xf)}`]))
  const bucket = await new Objm(nats).open('media')
  const names = async () => (await bucket.list()).map(({ name }) => name).join(' ')
  await vi.waitUntil(async () => !(await names()).includes(gone.mediaId), { timeout: 15_000 })
  expect(await names()).toContain(template.mediaId)
  expect(await files.describe(exampleWorkspace, kept.mediaId)).toMatchObject({ bytes: 7 })
  await nats.close()
  await pool.end()
})
