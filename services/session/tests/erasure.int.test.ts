// Is everything the session service holds of a contact destroyed when an owner erases them, and nothing else?
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '@indoshopster/service/uuid'
import { createSealing } from '../src/intake/sealing.ts'
import { forgetPeople } from '../src/whatsapp/baileys/keys/forget-people.ts'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'

let house: House
const network = createFakeNetwork()

beforeAll(async () => {
  house = await startHouse()
  await house.service(network)
})
afterAll(() => house.stop())

async function online() {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281200000009')
  await staff.until(sessionId, 'online')
  return { staff, sessionId }
}

/** What an owner's click makes of the inbox. */
const eraseIn = (workspace: string, sessionId: string, chat: { chatId: string; contactId: string }) =>
  house.log.append(
    workspace,
    { owner: 'inbox', lane: 'conversation', entity: chat.chatId },
    {
      type: 'inbox.contact_erased.v1',
      data: { conversationId: chat.chatId, by: uuidv7(), sessionId, contactId: chat.contactId },
    },
  )

const rowsAbout = async (sessionId: string) => {
  const counts = await Promise.all(
    ['chats', 'chat_addresses', 'outbox', 'chat_facts', 'phone_asks', 'erasures'].map(async (table) => {
      const { rowCount } = await house.pool.query(`SELECT FROM session.${table} WHERE session_id = $1`, [
        sessionId,
      ])
      return [table, rowCount] as const
    }),
  )
  return Object.fromEntries(counts)
}

test('an erasure › destroys rows and keys, is told, and leaves the neighbour alone', async () => {
  const { staff, sessionId } = await online()
  const budi = await staff.openChat(sessionId, '6281277770001')
  const sari = await staff.openChat(sessionId, '6281277770002')
  for (const { chatId } of [budi, sari]) {
    await staff.send(sessionId, { chatId }, 'halo')
    await house.pool.query(
      `INSERT INTO session.phone_asks (session_id, message_id, workspace, chat_id, wire_id, sent_at, opened_at)
       VALUES ($1, $2, $3, $4, 'W', now(), now())`,
      [sessionId, uuidv7(), staff.workspace, chatId],
    )
  }
  const byPhone = await staff.send(sessionId, { phone: '6281277770001' }, 'pesanan')
  await eventually(async () => (await staff.storyOf(byPhone.messageId)).includes('sent'))
  await eraseIn(staff.workspace, sessionId, budi)
  const forgotten = async () =>
    (await staff.events()).find((event) => event.type === 'session.contact_forgotten.v1')
  await eventually(async () => (await forgotten()) !== undefined, 15_000)
  expect((await forgotten())?.data).toMatchObject({ chatId: budi.chatId, contactId: budi.contactId })
  expect(await rowsAbout(sessionId)).toEqual({
    chats: 1,
    chat_addresses: 2,
    outbox: 1,
    chat_facts: 0,
    phone_asks: 1,
    erasures: 0,
  })
  const { rows } = await house.pool.query(
    'SELECT 1 FROM keyring.keys WHERE workspace = $1 AND wrapped IS NULL',
    [staff.workspace],
  )
  // The contact, and the phone that a partner wrote to.
  expect(rows.length).toBe(2)
}, 60_000)

test('an erasure › of a person who writes again makes a new chat, and the old one stays erased', async () => {
  const { staff, sessionId } = await online()
  const before = await staff.openChat(sessionId, '6281277770003')
  await eraseIn(staff.workspace, sessionId, before)
  await eventually(async () => (await rowsAbout(sessionId))['chats'] === 0, 15_000)
  const after = await staff.openChat(sessionId, '6281277770003')
  expect(after.chatId).not.toBe(before.chatId)
  expect(after.contactId).not.toBe(before.contactId)
  const { messageId } = await staff.send(sessionId, { phone: '6281277770003' }, 'halo lagi')
  await eventually(async () => (await staff.storyOf(messageId)).includes('sent'))
}, 60_000)

test('an erasure › ends the sends that wait, and none of them goes out afterwards', async () => {
  const { staff, sessionId } = await online()
  const usual = network.compose
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  network.compose = (text) => held.then(() => usual(text))
  const chat = await staff.openChat(sessionId, '6281277770004')
  const [first, second] = [
    await staff.send(sessionId, { chatId: chat.chatId }, 'satu'),
    await staff.send(sessionId, { chatId: chat.chatId }, 'dua'),
  ]
  await eventually(async () => (await staff.storyOf(second.messageId)).includes('queued'))
  await eraseIn(staff.workspace, sessionId, chat)
  for (const { messageId } of [first, second])
    await eventually(async () => (await staff.storyOf(messageId)).includes('failed'), 15_000)
  await eventually(async () => (await rowsAbout(sessionId))['outbox'] === 0)
  letGo()
  network.compose = usual
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(network.relays.filter((relay) => relay.sessionId === sessionId)).toEqual([])
  expect(await staff.storyOf(second.messageId)).toEqual(['queued', 'failed'])
}, 60_000)

test('keys of people › go with every form of their address, and nobody else’s', async () => {
  const sealing = createSealing(Buffer.alloc(32, 1))
  const [sessionId, workspace] = [uuidv7(), uuidv7()]
  const gone = ['200_1.0', '200_1.5', '62811.0', '62811', '200_reverse', '200@lid', '77@g.us::200_1::0']
  const kept = ['1200_1.0', '2001_1.0', '628111', '62811200', '77@g.us::2000_1::0', '200200']
  for (const id of [...gone, ...kept]) {
    await house.pool.query(
      `INSERT INTO session.signal_keys (session_id, type, id, workspace, sealed) VALUES ($1, 'session', $2, $3, $4)`,
      [sessionId, id, workspace, sealing.seal(Buffer.from('x'), id)],
    )
  }
  const client = await house.pool.connect()
  await forgetPeople(client, sessionId, ['200@lid', '62811@s.whatsapp.net', 'phone:62811'])
  client.release()
  const { rows } = await house.pool.query<{ id: string }>(
    'SELECT id FROM session.signal_keys WHERE session_id = $1',
    [sessionId],
  )
  expect(rows.map(({ id }) => id).toSorted()).toEqual(kept.toSorted())
})

test('a restored backup › forgets again whom it had remembered', async () => {
  const { staff, sessionId } = await online()
  const chat = await staff.openChat(sessionId, '6281277770005')
  const backup = async (query: string) => (await house.pool.query(query)).rows as Record<string, unknown>[]
  const chats = await backup(`SELECT * FROM session.chats WHERE id = '${chat.chatId}'`)
  const keys = await backup(`SELECT * FROM keyring.keys WHERE workspace = '${staff.workspace}'`)
  await eraseIn(staff.workspace, sessionId, chat)
  await eventually(
    async () => (await staff.events()).some(({ type }) => type === 'session.contact_forgotten.v1'),
    15_000,
  )
  for (const row of chats) {
    await house.pool.query(
      `INSERT INTO session.chats (id, workspace, session_id, contact_id, phone) VALUES ($1, $2, $3, $4, $5)`,
      [row['id'], row['workspace'], row['session_id'], row['contact_id'], row['phone']],
    )
  }
  for (const row of keys)
    await house.pool.query('UPDATE keyring.keys SET wrapped = $2, erased_at = NULL WHERE id = $1', [
      row['id'],
      row['wrapped'],
    ])
  const run = spawnSync(process.execPath, [reapply], {
    env: { ...process.env, ...house.settings('restore') },
    encoding: 'utf8',
  })
  expect(run.stdout).toMatch(/contacts erased again/)
  expect(await rowsAbout(sessionId)).toMatchObject({ chats: 0, erasures: 0 })
  const contact = await house.pool.query(
    'SELECT FROM keyring.keys WHERE id = ANY($1) AND wrapped IS NOT NULL',
    [await forgottenKeys(staff)],
  )
  expect(contact.rowCount).toBe(0)
}, 60_000)

const reapply = fileURLToPath(new URL('../src/reapply-erasures.main.ts', import.meta.url))

async function forgottenKeys(staff: ReturnType<typeof asStaff>): Promise<string[]> {
  return (await staff.events()).flatMap((event) =>
    // The type names the shape of our own contract.
    event.type === 'session.contact_forgotten.v1' ? (event.data as { keyIds: string[] }).keyIds : [],
  )
}
