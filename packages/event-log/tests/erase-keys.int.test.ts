// Owns the rules of erasing people from the log: what was sealed for them is gone, what comes later is not.
import { afterAll, expect, test } from 'vitest'
import { CLOSED_BEFORE_DESTROYED_MS, postgresKeyErasure } from '@indoshopster/event-log/erase-keys'
import { OPENING_MEMORY_MS, postgresKeyring } from '@indoshopster/event-log/keyring'
import { uuidv7 } from '@indoshopster/service/uuid'
import { happened, masterKey, startTestLog, workspace } from './log.setup.ts'

const test_ = await startTestLog()
afterAll(() => test_[Symbol.asyncDispose]())
const erasure = postgresKeyErasure(test_.pool, masterKey)
const fresh = () => ({ owner: 'test', lane: 'thing', entity: uuidv7() })
const sealedFact = (words: string, person: string) => ({ ...happened(1), sealed: { words }, person })
const wordsIn = async (log: typeof test_.log, entity: ReturnType<typeof fresh>) =>
  (await log.readEntity({ workspace, ...entity })).events.map(
    // `sealedFact` declares it.
    ({ data }) => (data as { sealed: { words: string } | null }).sealed?.words ?? null,
  )

test('erased › what was sealed for a person cannot be read again, by any process, once memories have passed', async () => {
  let now = 0
  const remembering = await test_.open(undefined, () => now)
  const entity = fresh()
  await remembering.log.append(workspace, entity, sealedFact('hai', 'contact:10'))
  const other = fresh()
  await remembering.log.append(workspace, other, sealedFact('halo', 'contact:11'))
  const ids = await erasure.close(workspace, ['contact:10', 'phone:62811'])
  expect(ids).toHaveLength(1)
  expect(await wordsIn(test_.log, entity)).toEqual(['hai'])
  await erasure.destroy(workspace, ids)
  now += OPENING_MEMORY_MS
  expect(await wordsIn(remembering.log, entity)).toEqual([null])
  expect(await wordsIn((await test_.open()).log, entity)).toEqual([null])
  expect(await wordsIn(remembering.log, other)).toEqual(['halo'])
})

test('erased › a process that is told of it opens nothing more from then on', async () => {
  const keyring = postgresKeyring(test_.pool, masterKey)
  const mine = await keyring.sealingKey(workspace, 'contact:15')
  const ids = await erasure.close(workspace, ['contact:15'])
  await erasure.destroy(workspace, ids)
  expect((await keyring.openingKeys(workspace, ids)).get(mine.id)).toEqual(mine.key)
  keyring.forget(workspace, ids)
  expect((await keyring.openingKeys(workspace, ids)).get(mine.id)).toBeNull()
})

test('erased › a person who comes back gets a new key, also from a process that remembers the old one', async () => {
  let now = 0
  const { log } = await test_.open(undefined, () => now)
  const entity = fresh()
  await log.append(workspace, entity, sealedFact('dulu', 'contact:20'))
  const ids = await erasure.close(workspace, ['contact:20'])
  now += CLOSED_BEFORE_DESTROYED_MS
  await log.append(workspace, entity, sealedFact('sekarang', 'contact:20'))
  await erasure.destroy(workspace, ids)
  now += OPENING_MEMORY_MS
  expect(await wordsIn(log, entity)).toEqual([null, 'sekarang'])
})

test('erased › closing again before the keys are destroyed answers them again; afterwards there is nothing to do', async () => {
  await test_.log.append(workspace, fresh(), sealedFact('hai', 'contact:30'))
  const ids = await erasure.close(workspace, ['contact:30'])
  expect(await erasure.close(workspace, ['contact:30'])).toEqual(ids)
  await erasure.destroy(workspace, ids)
  await erasure.destroy(workspace, ids)
  expect(await erasure.close(workspace, ['contact:30'])).toEqual([])
})

test("erased › another workspace's person of the same name keeps the key", async () => {
  const theirs = uuidv7()
  const entity = fresh()
  await test_.log.append(theirs, entity, sealedFact('hai', 'contact:40'))
  expect(await erasure.close(workspace, ['contact:40'])).toEqual([])
})
