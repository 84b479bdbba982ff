// Proves that a workspace learns nothing of another one: thousands of probes over every route, the live stream and
// files are answered as for ids that nobody has.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '../scripts/testing/house.ts'
import { createTestDatabase } from '../scripts/testing/database.ts'
import { startTestNats } from '../scripts/testing/nats.ts'
import { bodies, elsewhere, nonsense, oddValues } from './probes/bodies.ts'
import { eachOf, tell, unknownLike, type Probe } from './probes/probe.ts'
import { openTenant, type Ids, type Tenant } from './probes/tenant.ts'

const open: AsyncDisposable[] = []
let house: House
let ours: Tenant
let theirs: Tenant
let routes: { route: string; method: string; path: string; query: readonly string[]; hasBody: boolean }[]
let before: string
let live: { text: string; stop(): void }
let probes = 0

/** Routes without a sign-in, and the one that would end ours. */
const left = /^\/app\/(sign-up|sign-in|sign-out|join|join\/look)$/

beforeAll(async () => {
  const database = await createTestDatabase()
  const nats = await startTestNats()
  house = await startHouse({ databaseUrl: database.url, natsUrl: nats.url })
  open.push(house, nats, database)
  ours = await openTenant(house, 'ours-canary', { shop: '6281100000001', customer: '6281200000001' })
  theirs = await openTenant(house, 'theirs-canary', { shop: '6281100000002', customer: '6281200000002' })
  // The document's shape is given by OpenAPI.
  const document = (await (await fetch(`${house.url}/app/openapi.json`)).json()) as {
    paths: Record<
      string,
      Record<string, { parameters?: { in: string; name: string }[]; requestBody?: unknown }>
    >
  }
  routes = Object.entries(document.paths)
    .filter(([path]) => !left.test(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
        route: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        query: parameters.filter((one) => one.in === 'query').map((one) => one.name),
        hasBody: requestBody !== undefined,
      })),
    )
  before = await theirs.everything()
  live = await hear(`${house.url}/live`)
})

afterAll(async () => {
  live?.stop()
  for (const resource of open) await resource[Symbol.asyncDispose]()
})

/** Reads our live stream for as long as the probes run. */
async function hear(url: string): Promise<typeof live> {
  const closing = new AbortController()
  const response = await fetch(url, { headers: ours.headers, signal: closing.signal })
  const heard = { text: '', stop: () => closing.abort() }
  const reading = async () => {
    const decoder = new TextDecoder()
    // An HTTP body is bytes.
    const body = (response.body ?? []) as AsyncIterable<Uint8Array>
    for await (const chunk of body) heard.text += decoder.decode(chunk, { stream: true })
  }
  reading().catch(() => {})
  return heard
}

async function ask(probe: Probe, id: string, headers = ours.headers) {
  probes++
  const told = await tell(house.url, headers, probe, id)
  expect(told.text, `${probe.method} ${probe.path('…')}`).not.toContain(theirs.canary)
  expect(told.status, `${probe.method} ${probe.path(id)}`).toBeLessThan(500)
  return told
}

/** Whatever is theirs is told as what nobody has. */
async function sameAsUnknown(probe: Probe, id: string): Promise<void> {
  const unknown = await ask(probe, unknownLike(id))
  const foreign = await ask(probe, id)
  expect(foreign, `${probe.method} ${probe.path('…')} with an id of theirs`).toEqual(unknown)
}

const probeOf = (
  { method, path, route, hasBody }: (typeof routes)[number],
  at: (id: string) => string[],
): Probe => {
  const body = bodies[route]
  if (hasBody && body === undefined) throw new Error(`${route} needs a body in e2e/probes/bodies.ts.`)
  return {
    method,
    path: (id) => at(id).reduce((address, part) => address.replace(/\{\w+\}/, () => part), path),
    body: hasBody ? () => body : undefined,
  }
}
const idsOf = (tenant: Tenant): [string, string][] => Object.entries(tenant.ids)

test('no route tells an id of another workspace from one that nobody has', async () => {
  const withIds = routes.filter(({ path }) => path.includes('{'))
  expect(withIds.length).toBeGreaterThan(25)
  await eachOf(withIds, async (route) => {
    for (const [, id] of idsOf(theirs)) {
      await sameAsUnknown(
        probeOf(route, (one) => [one, theirs.ids.message]),
        id,
      )
      if (route.path.includes('{messageId}')) {
        await sameAsUnknown(
          probeOf(route, (one) => [ours.ids.conversation, one]),
          id,
        )
      }
    }
  })
})

test('the same addresses answer with ids of ours, so that the probes do ask something', async () => {
  const reads = routes.filter(({ method, path }) => method === 'GET' && path.includes('{'))
  const kind = (path: string) =>
    ['session', 'conversation', 'template'].find((noun) => path.includes(`/${noun}s/`))
  for (const route of reads) {
    // One of the three nouns above, each the name of an id.
    const own = ours.ids[kind(route.path) as keyof Ids]
    const { status, text } = await ask(
      probeOf(route, (id) => [id, ours.ids.message]),
      own,
    )
    expect([route.route, status]).toEqual([route.route, 200])
    expect(text).toContain(ours.canary)
  }
})

test('no query and no body does, wherever an id may stand', async () => {
  await eachOf(elsewhere(ours.ids), async (probe) => {
    for (const [, id] of idsOf(theirs)) await sameAsUnknown(probe, id)
  })
})

test('what is no id is refused, and reaches nobody', async () => {
  await eachOf(
    routes.filter(({ path }) => path.includes('{')),
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
  for (const [, id] of idsOf(theirs)) await sameAsUnknown(file(ourKey), id)
  const moved = ourKey.replace(ours.ids.workspace, theirs.ids.workspace)
  expect((await ask(file(moved), theirs.ids.media)).status).toBe(403)
  expect((await tell(house.url, {}, file(theirKey), theirs.ids.media)).text).toContain(theirs.canary)
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
    theirs.ids.template,
  )
  for (const id of [theirs.ids.session, '6281100000002'])
    await sameAsUnknown(
      send((from) => ({ from })),
      id,
    )
})

test('the live stream takes no wishes and told nothing of theirs', async () => {
  for (const query of ['workspace', 'topic', 'account', 'last_event_id']) {
    const probe: Probe = { method: 'GET', path: (id) => `/live?${query}=${id}`, body: undefined }
    expect((await ask(probe, theirs.ids.workspace)).status).toBe(400)
  }
  const mixed = { cookie: theirs.headers.cookie ?? '', 'x-csrf-token': ours.headers['x-csrf-token'] ?? '' }
  const probe: Probe = {
    method: 'POST',
    path: () => '/app/labels',
    body: () => ({ name: 'x', colour: 'red' }),
  }
  expect((await ask(probe, '', mixed)).status).toBe(403)
  for (const id of [theirs.canary, ...idsOf(theirs).map(([, one]) => one)].filter((one) => one.length > 6))
    expect(live.text).not.toContain(id)
  expect(live.text).toContain('event: ready')
})

test('at least 2,000 probes were sent, and theirs is as it was', async () => {
  expect(await theirs.everything()).toBe(before)
  expect(probes).toBeGreaterThan(2000)
})
