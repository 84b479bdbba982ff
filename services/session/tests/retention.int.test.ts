// Is what nobody needs any more forgotten while a number is held, and nothing else?
import { uuidv7 } from '@indoshopster/service/uuid'
import { createLogger } from '@indoshopster/service/logger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetOldArrivals } from '../src/intake/retention.ts'
import { forgetOldAsks } from '../src/media/phone-ask.store.ts'
import { forgetOldSends } from '../src/send/outbox.retention.ts'
import { keepHouse } from '../src/supervisor/housekeeping.ts'
import { eventually, type House, startHouse } from './house.ts'

let house: House
const [sessionId, workspace] = [uuidv7(), uuidv7()]
const bytes = Buffer.from('sealed')

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

/** A send queued and last relayed so many hours ago. */
async function send(state: string, queuedHours: number, attemptedHours: number | null = queuedHours) {
  const messageId = uuidv7()
  await house.pool.query(
    `INSERT INTO session.outbox (message_id, workspace, session_id, chat_id, contact_id, wire_id, address, content,
       composed, state, queued_at, attempted_at)
     VALUES ($1, $2, $3, $1, $1, $4, 'x', $5, $5, $6, now() - make_interval(hours => $7),
       now() - make_interval(hours => $8))`,
    [messageId, workspace, sessionId, messageId, bytes, state, queuedHours, attemptedHours],
  )
  return messageId
}

async function left(messageId: string): Promise<'all' | 'row' | 'nothing'> {
  const { rows } = await house.pool.query<{ has: boolean }>(
    'SELECT composed IS NOT NULL AND content IS NOT NULL AS has FROM session.outbox WHERE message_id = $1',
    [messageId],
  )
  return rows[0] ? (rows[0].has ? 'all' : 'row') : 'nothing'
}

test('an ended send › keeps its bytes for a day and its row for a month; one without an outcome keeps everything', async () => {
  const ended = await send('sent', 26)
  const failed = await send('failed', 26, null)
  const today = await send('sent', 20)
  const longQueued = await send('sent', 24 * 40, 2)
  const old = await send('sent', 24 * 31)
  const waiting = await send('queued', 24 * 40, null)
  const unknown = await send('attempted', 24 * 40)
  await forgetOldSends(house.pool, sessionId, Date.now())
  expect(await Promise.all([ended, failed, today, longQueued, old, waiting, unknown].map(left))).toEqual([
    'row',
    'row',
    'all',
    'all',
    'nothing',
    'all',
    'all',
  ])
})

test('the journal › forgets what was published a month ago while the number is held', async () => {
  for (const [days, published] of [
    [31, true],
    [29, true],
    [31, false],
  ] as const) {
    await house.pool.query(
      `INSERT INTO session.intake (session_id, identity, workspace, event_id, stanza, received_at, published_at)
       VALUES ($1, $2, $3, gen_random_uuid(), $2, now(), CASE WHEN $5 THEN now() - make_interval(days => $4) END)`,
      [sessionId, Buffer.from(`${days} ${published}`), workspace, days, published],
    )
  }
  const stop = keepHouse({
    held: () => [{ sessionId }],
    tasks: [(id) => forgetOldArrivals(house.pool, id, Date.now())],
    logger: createLogger('test', 'silent'),
    everyMs: 50,
  })
  const kept = async () => {
    const { rows } = await house.pool.query<{ identity: Buffer }>(
      'SELECT identity FROM session.intake WHERE session_id = $1 ORDER BY identity',
      [sessionId],
    )
    return rows.map(({ identity }) => identity.toString())
  }
  await eventually(async () => (await kept()).length === 2)
  expect(await kept()).toEqual(['29 true', '31 false'])
  await stop()
})

test('a lost file › is remembered for a week after its end, and as long as it is waited for', async () => {
  for (const [wireId, days] of [
    ['old', 8],
    ['new', 6],
    ['waits', null],
  ] as const) {
    await house.pool.query(
      `INSERT INTO session.phone_asks (session_id, message_id, workspace, chat_id, wire_id, sent_at, opened_at, ended_at)
       VALUES ($1, gen_random_uuid(), $2, $2, $3, now(), now(), now() - make_interval(days => $4))`,
      [sessionId, workspace, wireId, days],
    )
  }
  await forgetOldAsks(house.pool, sessionId, Date.now())
  const { rows } = await house.pool.query('SELECT wire_id FROM session.phone_asks ORDER BY wire_id')
  expect(rows).toEqual([{ wire_id: 'new' }, { wire_id: 'waits' }])
})
