// Proves that a workspace learns nothing of another one: over every route, file and live stream, two thousand probes
// with ids of the other are answered as ids that nobody has.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '../scripts/testing/house.ts'
import { createTestDatabase } from '../scripts/testing/database.ts'
import { startTestNats } from '../scripts/testing/nats.ts'
import { call, until } from '../scripts/seeding/http.ts'
import { nonsense, oddValues } from './probes/bodies.ts'
import { elsewhere } from './probes/elsewhere.ts'
import { type Comparing, createComparing, idsOf, telling } from './probes/compare.ts'
import { type Heard, hear } from './probes/hear.ts'
import { eachOf, tell, type Probe } from './probes/probe.ts'
import { probeOf, type Route, routesOf } from './probes/routes.ts'
import { addNumber, openTenant, type Tenant } from './probes/tenant.ts'
import { customerWrites } from './world/shop.ts'

const ourPhones = { shop: '6281100000001', customer: '6281200000001' }
const theirPhones = { shop: '6281100000002', customer: '6281200000002' }
const open: AsyncDisposable[] = []
const streams: Heard[] = []
let house: House
let ours: Tenant
let theirs: Tenant
let routes: readonly Route[]
let before: string
let comparing: Comparing

beforeAll(async () => {
  const database = await createTestDatabase()
  const nats = await startTestNats()
  house = await startHouse({ databaseUrl: database.url, natsUrl: nats.url })
  open.push(house, nats, database)
  ours = await openTenant(house, 'ours-canary', ourPhones)
  theirs = await openTenant(house, 'theirs-canary', theirPhones)
  routes = await routesOf(house.url)
  comparing = createComparing(house.url, ours, theirs)
})

afterAll(async () => {
  for (const stream of streams) stream.stop()
  for (const resource of open) await resource[Symbol.asyncDispose]()
})

const ask: Comparing['ask'] = (...question) => comparing.ask(...question)
const sameAsUnknown: Comparing['sameAsUnknown'] = (...question) => comparing.sameAsUnknown(...question)

async function listen(tenant: Tenant, lastEventId?: number): Promise<Heard> {
  const stream = await hear(house.url, tenant.headers, lastEventId)
  streams.push(stream)
  await stream.tells('event: ready')
  return stream
}

test('a live stream tells nothing of theirs while much happens there, nor when it resumes, from memory or the log', async () => {
  const [here, there] = [await listen(ours), await listen(theirs)]
  const thread = `/app/conversations/${theirs.ids.conversation}`
  await customerWrites(house, theirPhones.customer, theirPhones.shop, 'lagi theirs-canary')
  const acts = { presence: { state: 'typing' }, changes: { kind: 'resolve' } }
  for (const [act, body] of Object.entries(acts))
    await call('POST', `${house.url}${thread}/${act}`, body, theirs.headers)
  const removeNumber = await addNumber(house, theirs, 'lain theirs-canary')
  for (const words of ['lagi theirs-canary', 'event: presence', 'event: conversation', 'lain theirs-canary'])
    await there.tells(words)
  await removeNumber()
  // A stream tells in the log's order: what theirs did before this would have been told before it.
  await customerWrites(house, ourPhones.customer, ourPhones.shop, 'penutup ours-canary')
  await here.tells('penutup ours-canary')

  const resumed = [await listen(ours, 1)]
  await resumed[0]?.tells('penutup ours-canary')
  await house.programs.gateway.stop()
  await house.programs.gateway.startAgain({ LIVE_REREAD_EVENTS: '0' })
  resumed.push(await listen(ours, 1))
  await resumed[1]?.tells('penutup ours-canary')
  for (const stream of resumed) await stream.tells('halo ours-canary')
  for (const { text } of [here, ...resumed])
    for (const one of telling(theirs)) expect(text).not.toContain(one)
  before = await theirs.everything()
})

test('the live stream takes no wishes', async () => {
  for (const query of ['workspace', 'topic', 'account', 'last_event_id']) {
    const probe: Probe = { method: 'GET', path: (id) => `/live?${query}=${id}`, body: undefined }
    await sameAsUnknown(probe)
    expect((await ask(probe, theirs.ids.workspace)).status).toBe(400)
  }
  const mixed = { cookie: theirs.headers.cookie ?? '', 'x-csrf-token': ours.headers['x-csrf-token'] ?? '' }
  const body = () => ({ name: 'x', colour: 'red' })
  expect((await ask({ method: 'POST', path: () => '/app/labels', body }, '', mixed)).status).toBe(403)
})

test('no route tells an id of another workspace in its path from one that nobody has', async () => {
  const withIds = routes.filter(({ hasId }) => hasId)
  expect(withIds.length).toBeGreaterThan(25)
  const spelled = [...new Set(idsOf(theirs).flatMap((id) => [id, id.toUpperCase()]))]
  await eachOf(withIds, async (route) => {
    await sameAsUnknown(
      probeOf(route, (id) => [id, theirs.ids.message]),
      spelled,
    )
    if (!route.path.includes('{messageId}')) return
    await sameAsUnknown(probeOf(route, (id) => [id, id]))
    await sameAsUnknown(probeOf(route, (id) => [ours.ids.conversation, id]))
    await sameAsUnknown(probeOf(route, (id) => [theirs.ids.conversation, id]))
  })
})

test('no route lets anybody name a workspace', async () => {
  const named = `?workspace=${theirs.ids.workspace}`
  await eachOf(routes, async (route) => {
    if (route.hasId)
      return sameAsUnknown(
        probeOf(
          route,
          (id) => [id, id],
          () => named,
        ),
      )
    if (route.method === 'GET' || route.path === '/app/media')
      return sameAsUnknown(
        probeOf(
          route,
          () => [],
          (id) => `?workspace=${id}`,
        ),
      )
    for (const field of ['workspace', 'by'])
      await sameAsUnknown({ ...probeOf(route, () => []), body: (id) => ({ ...route.body, [field]: id }) })
  })
})

/** The id of ours that the address of a route has room for. */
function ownOf({ path }: Route): string {
  const nouns = ['session', 'template'] as const
  return ours.ids[nouns.find((noun) => path.includes(`/${noun}s/`)) ?? 'conversation']
}

test('the same addresses answer with ids of ours, so that the probes do ask something', async () => {
  for (const route of routes.filter(({ method, hasId }) => method === 'GET' && hasId)) {
    const { status, whole } = await ask(
      probeOf(route, (id) => [id, ours.ids.message]),
      ownOf(route),
    )
    expect([route.route, status]).toEqual([route.route, 200])
    expect(whole).toContain(ours.canary)
  }
})

test('no part of any query does', async () => {
  await eachOf(elsewhere(ours.ids).reads, (probe) => sameAsUnknown(probe))
  await eachOf(
    routes.filter(({ method, query }) => method === 'GET' && query.length > 0),
    async (route) => {
      for (const part of route.query)
        await sameAsUnknown(
          probeOf(
            route,
            () => [ownOf(route), ours.ids.message],
            (id) => `?${part}=${id}`,
          ),
        )
    },
  )
})

test('what is no id is refused, and reaches nobody', async () => {
  await eachOf(
    routes.filter(({ hasId }) => hasId),
    async (route) => {
      for (const text of nonsense) {
        const probe = probeOf(route, (one) => [one, one])
        const { status } = await ask(probe, text)
        expect([400, 404, 409, 414, 422], `${route.route} with ${text.slice(0, 40)}`).toContain(status)
      }
    },
  )
})

test('no query makes a service stumble', async () => {
  await eachOf(
    routes.filter(({ method, query }) => method === 'GET' && query.length > 0),
    async ({ path, query }) => {
      const address = path.replace('{id}', ours.ids.conversation).replace('{messageId}', ours.ids.message)
      for (const part of [...query, 'workspace', 'tenant_id'])
        for (const value of oddValues)
          await ask({ method: 'GET', path: (id) => `${address}?${part}=${id}`, body: undefined }, value)
    },
  )
})

test('files are opened by nobody else’s key, and keys cannot be moved to another workspace', async () => {
  const keyOf = async (tenant: Tenant) => {
    const me = await fetch(`${house.url}/app/me`, { headers: tenant.headers })
    // What the contract says of `Me`.
    return ((await me.json()) as { media: { key: string } }).media.key
  }
  const [ourKey, theirKey] = [await keyOf(ours), await keyOf(theirs)]
  const file = (key: string): Probe => ({
    method: 'GET',
    path: (id) => `/media/${id}?key=${key}`,
    body: undefined,
  })
  await sameAsUnknown(file(ourKey))
  const moved = ourKey.replace(ours.ids.workspace, theirs.ids.workspace)
  expect((await ask(file(moved), theirs.ids.media)).status).toBe(403)
  expect((await tell(house.url, {}, file(theirKey), theirs.ids.media)).whole).toContain(theirs.canary)
})

test('a partner’s key sends with nothing of another workspace', async () => {
  const send = (more: (id: string) => object): Probe => ({
    method: 'POST',
    path: () => '/sendWhatsappMessage',
    body: (id) => ({
      api_key: ours.apiKey,
      template_id: Number(ours.ids.template),
      phone_number: 6281234567890,
      ...more(id),
    }),
  })
  await sameAsUnknown(
    send((id) => ({ template_id: Number(id) })),
    [theirs.ids.template],
  )
  await sameAsUnknown(
    send((from) => ({ from })),
    [theirs.ids.session, theirPhones.shop],
  )
})

test('no field of a body does either', async () => {
  await eachOf(elsewhere(ours.ids).writes, (probe) => sameAsUnknown(probe))
})

test('a note that is given an id of theirs is in the thread like any other', async () => {
  const ids = idsOf(theirs).filter((id) => id.length === 36)
  const thread = `/app/conversations/${ours.ids.conversation}`
  const body = (id: string) => ({ id, text: `catatan ke-${ids.indexOf(id)}`, mentions: [] })
  await sameAsUnknown({ method: 'POST', path: () => `${thread}/notes`, body }, ids)
  const read: Probe = { method: 'GET', path: () => `${thread}/messages`, body: undefined }
  await until('every note', 30, async () => {
    const { whole } = await ask(read, '')
    return ids.every((_, at) => whole.includes(`catatan ke-${at}"`)) ? true : null
  })
})

test('at least 2,000 probes carried an id of theirs, and theirs is as it was', async () => {
  expect(await theirs.everything()).toBe(before)
  expect(comparing.foreign).toBeGreaterThanOrEqual(2000)
})
