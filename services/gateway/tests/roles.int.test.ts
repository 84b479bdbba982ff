// Proves who may change what: every route is held against a viewer, and a role that was taken away is gone at once.
import type { NewAccountEvent } from '@indoshopster/contracts/staff/staff.events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserOf, startHouse, type House, type Tenant } from './house.ts'
import { listen } from './live-listener.ts'
import { eventually, problem } from './shop.ts'

let house: House
let url: string

beforeAll(async () => {
  house = await startHouse()
  const gateway = await house.startGateway()
  url = gateway.url
  await eventually(async () => (await gateway.waitingFor()).length === 0)
})
afterAll(() => house[Symbol.asyncDispose]())

const open = /^\/app\/(sign-up|sign-in|join|join\/look)$/
/** What changes nothing, or only what is the caller's own. */
const forEveryone = [
  'POST /app/sign-out',
  'PATCH /app/me',
  'POST /app/me/password',
  'POST /app/templates/preview',
  'POST /app/conversations/{id}/presence',
]
/** A path with ids that fit. */
const filled = (path: string) =>
  path.replace('templates/{id}', 'templates/1').replace(/\{\w+\}/g, '00000000-0000-7000-8000-000000000001')

async function changingRoutes(): Promise<string[]> {
  // The document's shape is given by OpenAPI.
  const { paths } = (await (await fetch(`${url}/app/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>
  }
  return Object.entries(paths)
    .filter(([path]) => !open.test(path))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((route) => !route.startsWith('GET '))
}

async function answerTo(tenant: Tenant, route: string): Promise<Response> {
  const [method = '', path = ''] = route.split(' ')
  return fetch(url + filled(path), { method, headers: browserOf(tenant) })
}

describe('roles', () => {
  it('lets a viewer change nothing but what is the own', async () => {
    const viewer = house.addTenant('viewer')
    const routes = await changingRoutes()
    expect(routes.length).toBeGreaterThan(30)
    for (const route of routes) {
      const answer = await answerTo(viewer, route)
      const forbidden = answer.status === 403 && (await problem(answer)).code === 'role_forbidden'
      expect([route, forbidden]).toEqual([route, !forEveryone.includes(route)])
    }
  })

  it('lets agents answer, and leaves numbers, keys, invitations and erasure to admins and owners', async () => {
    const agent = house.addTenant('agent')
    const forbidden: string[] = []
    for (const route of await changingRoutes()) {
      if ((await answerTo(agent, route)).status === 403) forbidden.push(route)
    }
    expect(forbidden.toSorted()).toEqual([
      'DELETE /app/api-keys/{id}',
      'DELETE /app/conversations/{id}/contact',
      'DELETE /app/invitations/{id}',
      'DELETE /app/labels/{id}',
      'DELETE /app/sessions/{id}',
      'PATCH /app/sessions/{id}',
      'PATCH /app/staff/{id}',
      'POST /app/api-keys',
      'POST /app/invitations',
      'POST /app/sessions',
      'POST /app/sessions/{id}/default',
      'POST /app/sessions/{id}/log-out',
      'POST /app/sessions/{id}/pair',
      'PUT /app/labels/{id}',
    ])
  })

  it('judges the role before the body, so that nobody sends a large one for nothing', async () => {
    const viewer = house.addTenant('viewer')
    const answer = await fetch(`${url}/app/labels`, {
      method: 'POST',
      headers: { ...browserOf(viewer), 'content-type': 'application/json' },
      body: 'not json',
    })
    expect(await problem(answer)).toMatchObject({ code: 'role_forbidden', status: 403 })
  })
})

/** The log says that an account changed, though the staff service still answers as before. */
async function changed(tenant: Tenant, role: Tenant['account']['role'], active: boolean): Promise<void> {
  const { workspace, id } = tenant.account
  const event: NewAccountEvent = {
    type: 'staff.account_changed.v1',
    data: { accountId: id, role, active, by: id },
  }
  await house.log.append(workspace, { owner: 'staff', lane: 'account', entity: id }, event)
}

describe('a changed account', () => {
  const me = (tenant: Tenant) => fetch(`${url}/app/me`, { headers: browserOf(tenant) })
  // What the contract says of `Me`.
  const roleOf = async (tenant: Tenant) =>
    ((await (await me(tenant)).json()) as { account?: { role: string } }).account?.role

  it('has its lower role at once', async () => {
    const tenant = house.addTenant('owner')
    expect(await roleOf(tenant)).toBe('owner')
    await changed(tenant, 'viewer', true)
    await eventually(async () => (await roleOf(tenant)) === 'viewer', 1000)
    expect((await answerTo(tenant, 'POST /app/labels')).status).toBe(403)
  })

  it('gains nothing before the staff service knows it, too', async () => {
    const tenant = house.addTenant('agent')
    await changed(tenant, 'owner', true)
    expect(await roleOf(tenant)).toBe('agent')
  })

  it('is out at once when it is closed: requests, and streams that are open', async () => {
    const tenant = house.addTenant('admin')
    const colleague = house.addTenant('admin', tenant)
    const streams = [await listen(url, tenant), await listen(url, colleague)]
    expect((await me(tenant)).status).toBe(200)
    await changed(tenant, 'admin', false)
    await eventually(() => streams[0]?.ended() === true, 1000)
    expect(await problem(await me(tenant))).toMatchObject({ code: 'not_signed_in', status: 401 })
    expect(streams[1]?.ended()).toBe(false)
    expect((await me(colleague)).status).toBe(200)
    streams[1]?.close()
  })
})
