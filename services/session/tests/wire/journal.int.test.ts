// Proves the journal's verdicts: what the log is told of an arrival, and what it already knows.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Arrival } from '../../src/intake/arrival.ts'
import { forgetOldArrivals } from '../../src/intake/retention.ts'
import type { Fence } from '../../src/whatsapp/whatsapp.port.ts'
import { arrival, message, openJournal } from './journal.setup.ts'
import { createStores, type Stores } from './stores.ts'

let stores: Stores
let fence: Fence
let journal: Awaited<ReturnType<typeof openJournal>>
let groupsShown = false

beforeAll(async () => {
  stores = await createStores()
})
beforeEach(async () => {
  groupsShown = false
  journal = await openJournal(stores, () => groupsShown)
  fence = journal.fence
})
afterAll(() => stores[Symbol.asyncDispose]())

const record = (...arrivals: Arrival[]) => journal.record(...arrivals)
const find = (identity: string) => journal.find(identity)
const verdicts = () => journal.verdicts()

test('a message in new encryption under a known id › is told once', async () => {
  await record(arrival('a'))
  await record(arrival('b'))
  expect(await verdicts()).toEqual(['received', null])
})

test('the same wire id from another author or in another chat › is another message', async () => {
  await record(arrival('a'))
  await record(arrival('b', { message: { ...message, direction: 'outgoing' } }))
  await record(arrival('c', { message: { ...message, addresses: ['300@lid'], phone: null } }))
  expect(await verdicts()).toEqual(['received', 'received', 'received'])
})

test('a person known by phone number first › stays the same chat when the LID is told', async () => {
  await record(arrival('a', { message: { ...message, addresses: ['62812@s.whatsapp.net'] } }))
  await record(arrival('b'))
  expect(await verdicts()).toEqual(['received', null])
})

test('a placeholder › is told once, and its message as recovered, in new encryption or the same', async () => {
  await record(arrival('a', { plaintext: null }))
  await record(arrival('b', { plaintext: null }))
  await record(arrival('c'))
  expect(await verdicts()).toEqual(['undecryptable', null, 'recovered'])
})

test('a placeholder whose very bytes become readable › turns into the recovered message', async () => {
  await record(arrival('a', { plaintext: null }))
  await record(arrival('a'))
  expect(await verdicts()).toEqual(['recovered'])
})

test('an unreadable copy of a message that was read › says nothing', async () => {
  await record(arrival('a'))
  await record(arrival('b', { plaintext: null }))
  expect(await verdicts()).toEqual(['received', null])
})

test('what nobody would see › is kept without an event, unless a placeholder waits for it', async () => {
  await record(arrival('a', { deed: null }))
  await record(arrival('b', { message: null }))
  expect(await verdicts()).toEqual([null, null])
  const other = { ...message, wireId: 'W2' }
  await record(
    arrival('c', { plaintext: null, message: other }),
    arrival('d', { deed: null, message: other }),
  )
  expect((await verdicts()).slice(2)).toEqual(['undecryptable', 'recovered'])
})

const aboutIds = async () => {
  const { rows } = await stores.pool.query<{
    event: string | null
    message_id: string
    about_id: string | null
  }>('SELECT event, message_id, about_id FROM session.intake WHERE session_id = $1 ORDER BY position', [
    fence.sessionId,
  ])
  return rows
}
const own = (wireId: string) => ({ ...message, direction: 'outgoing' as const, wireId })

test('a change › names its target by who wrote it, so that nobody can touch the message of another', async () => {
  const target = { wireId: 'W1', author: 'contact' } as const
  await record(
    arrival('a'),
    arrival('b', { deed: 'edit', about: target, message: { ...message, wireId: 'W2' } }),
    arrival('c', { deed: 'reaction', about: target, message: own('W3') }),
    arrival('d', { deed: 'revocation', about: { wireId: 'W1', author: 'us' }, message: own('W4') }),
  )
  const [first, edit, reaction, revocation] = await aboutIds()
  expect([edit?.event, reaction?.event, revocation?.event]).toEqual(['edited', 'reacted', 'revoked'])
  expect(edit?.about_id).toBe(first?.message_id)
  expect(reaction?.about_id).toBe(first?.message_id)
  expect(revocation?.about_id).not.toBe(first?.message_id)
})

test('a change in new encryption under a known id › is told once', async () => {
  const edit = { deed: 'edit', about: { wireId: 'W0', author: 'contact' } } as const
  await record(arrival('a', edit), arrival('b', edit))
  expect(await verdicts()).toEqual(['edited', null])
})

test('a change of what we sent from here › names our own id of it', async () => {
  const id = randomUUID()
  await stores.pool.query(
    `INSERT INTO session.outbox (message_id, workspace, session_id, chat_id, contact_id, wire_id, address, composed, state, queued_at)
     VALUES ($1, $2, $3, $1, $1, 'S1', '200@lid', '', 'sent', now())`,
    [id, fence.workspace, fence.sessionId],
  )
  await record(arrival('a', { deed: 'reaction', about: { wireId: 'S1', author: 'us' } }))
  expect((await aboutIds())[0]?.about_id).toBe(id)
})

test('a message of a group › is kept without an event while groups are hidden, and told once they are shown', async () => {
  const inGroup = (wireId: string) => ({ ...message, group: '77@g.us', wireId })
  await record(arrival('a', { message: inGroup('G1') }))
  groupsShown = true
  await record(
    arrival('b', { message: inGroup('G2') }),
    arrival('c', { message: { ...inGroup('G2'), addresses: ['300@lid'], phone: null } }),
    arrival('d', { message: { ...message, wireId: 'G2' } }),
  )
  // Two people of a group, or a person and a group, may use the same id: these are different messages.
  expect(await verdicts()).toEqual([null, 'received', 'received', 'received'])
  const { rows } = await stores.pool.query<{ chats: string; people: string }>(
    `SELECT count(DISTINCT chat_id) AS chats, count(DISTINCT contact_id) AS people FROM session.intake
     WHERE session_id = $1 AND event IS NOT NULL`,
    [fence.sessionId],
  )
  expect(rows[0]).toEqual({ chats: '2', people: '2' })
})

test('a message without an id › is told, each of them', async () => {
  await record(
    arrival('a', { message: { ...message, wireId: '' } }),
    arrival('b', { message: { ...message, wireId: '' } }),
  )
  expect(await verdicts()).toEqual(['received', 'received'])
})

test('an echo of our own send › is no event', async () => {
  await stores.pool.query(
    `INSERT INTO session.outbox (message_id, workspace, session_id, chat_id, contact_id, wire_id, address, composed, state, queued_at)
     VALUES ($1, $2, $3, $1, $1, 'W1', '200@lid', '', 'sent', now())`,
    [randomUUID(), fence.workspace, fence.sessionId],
  )
  await record(arrival('a', { message: { ...message, direction: 'outgoing' } }))
  await record(arrival('b'))
  expect(await verdicts()).toEqual([null, 'received'])
})

test('the journal › gives back the plaintext of what it knows, sealed at rest', async () => {
  await record(arrival('rahasia sekali'))
  expect(await find('rahasia sekali')).toMatchObject({
    plaintext: Buffer.from('rahasia sekali'),
    published: false,
  })
  expect(await find('else')).toBeNull()
  const { rows } = await stores.pool.query<{ plaintext: Buffer }>(
    'SELECT plaintext FROM session.intake WHERE session_id = $1',
    [fence.sessionId],
  )
  expect(rows[0]?.plaintext.includes('rahasia')).toBe(false)
})

test('the journal › forgets after 30 days what was published, never what was not', async () => {
  await record(arrival('old'), arrival('new'), arrival('stuck', { message: { ...message, wireId: 'W9' } }))
  const day = 86_400_000
  const published = (identity: string, at: number) =>
    stores.pool.query('UPDATE session.intake SET published_at = $3 WHERE session_id = $1 AND identity = $2', [
      fence.sessionId,
      Buffer.from(identity),
      new Date(at),
    ])
  await published('old', Date.now() - 31 * day)
  await published('new', Date.now() - 29 * day)
  await forgetOldArrivals(stores.pool, fence.sessionId, Date.now())
  expect(await find('old')).toBeNull()
  expect(await find('new')).not.toBeNull()
  expect(await find('stuck')).not.toBeNull()
})

test('a lost lease › refuses to write and to publish', async () => {
  await stores.pool.query('UPDATE session.leases SET epoch = 2 WHERE session_id = $1', [fence.sessionId])
  await expect(record(arrival('a'))).rejects.toThrow('no longer owns')
  expect(await verdicts()).toEqual([])
})
