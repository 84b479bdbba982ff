// Does a projection fold a late copy of an event once, for as long as it promises, without remembering for ever?
import { uuidv7 } from '@indoshopster/service/uuid'
import { expect, test } from 'vitest'
import { forgetFolded, REMEMBERED_DAYS } from '../src/forget-folded.ts'
import { createProjectionStore } from '../src/projection-store.ts'
import { type CounterRow, counters, startTestStore } from './store.setup.ts'

test('a late copy › is known for as long as promised, and ids older than that are forgotten', async () => {
  await using store = await startTestStore()
  const running = store.run()
  const counter = uuidv7()
  const [old, older] = [uuidv7(), uuidv7()]
  await store.add(counter, 1, { id: old })
  expect(await running.waitFor(await store.add(counter, 1, { id: older }), 15_000)).toBe(true)
  await running.stop()
  const age = (id: string, days: number) =>
    store.pool.query(
      `UPDATE testing.counters_v1_folded SET folded_at = now() - make_interval(days => $2) WHERE event_id = $1`,
      [id, days],
    )
  await age(old, REMEMBERED_DAYS - 1)
  await age(older, REMEMBERED_DAYS + 1)
  expect(await forgetFolded(store.pool, 'testing', counters)).toBe(1)
  const projectionStore = createProjectionStore<CounterRow>('testing', counters)
  const client = await store.pool.connect()
  expect(await projectionStore.remember(client, [old, older])).toEqual(new Set([older]))
  client.release()
})

test('forgetting › takes any number, and leaves what was folded of late', async () => {
  await using store = await startTestStore()
  await store.pool.query(
    `INSERT INTO testing.counters_v1_folded (event_id, folded_at)
     SELECT gen_random_uuid(), now() - make_interval(days => CASE WHEN n <= 12000 THEN 31 ELSE 0 END)
     FROM generate_series(1, 12100) AS n`,
  )
  expect(await forgetFolded(store.pool, 'testing', counters)).toBe(12_000)
  expect(await forgetFolded(store.pool, 'testing', counters)).toBe(0)
})
