// Proves what the services are asked when the app reads and changes labels, views, numbers and colleagues.
import {
  createLabel,
  editLabel,
  deleteLabel,
  saveView,
  listLabels,
  listViews,
} from '@indoshopster/contracts/inbox/label.endpoints'
import {
  renameSession,
  chooseGroups,
  requestPairing,
} from '@indoshopster/contracts/session/session.endpoints'
import {
  listInvitations,
  makeInvitation,
  changeAccount,
  renameMe,
  changeMyPassword,
  acceptInvitation,
} from '@indoshopster/contracts/staff/staff.endpoints'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { browserOf, startHouse, type House, type Tenant } from './house.ts'

let house: House
let url: string
let owner: Tenant
let asked: unknown[] = []
const [id, other] = [uuidv7(), uuidv7()]

beforeAll(async () => {
  house = await startHouse()
  owner = house.addTenant('owner')
  ;({ url } = await house.startGateway())
  const done = (sequence: number) => async (request: unknown) => {
    asked.push(request)
    return { sequence }
  }
  house.stand(createLabel, async (request) => {
    asked.push(request)
    return { labelId: id, sequence: 11 }
  })
  house.stand(editLabel, done(12))
  house.stand(deleteLabel, done(13))
  house.stand(saveView, async (request) => {
    asked.push(request)
    return { viewId: id, sequence: 14 }
  })
  house.stand(listLabels, async () => ({ labels: [] }))
  house.stand(listViews, async () => ({ views: [] }))
  house.stand(renameSession, done(16))
  house.stand(chooseGroups, done(17))
  house.stand(requestPairing, done(18))
  house.stand(listInvitations, async (request) => (asked.push(request), { invitations: [] }))
  house.stand(makeInvitation, async (request) => {
    asked.push(request)
    return { invitationId: id, secret: 'S3CRET', sequence: 19 }
  })
  house.stand(changeAccount, done(20))
  house.stand(renameMe, done(21))
  house.stand(changeMyPassword, async (request) => (asked.push(request), {}))
  house.stand(acceptInvitation, async () => owner)
})
afterAll(() => house[Symbol.asyncDispose]())
beforeEach(() => void (asked = []))

async function call(method: string, path: string, body?: unknown, tenant = owner): Promise<Response> {
  return fetch(`${url}/app${path}`, {
    method,
    headers: { ...browserOf(tenant), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
const answer = async (response: Promise<Response>): Promise<unknown> => (await response).json()
const actor = () => ({ workspace: owner.account.workspace, by: owner.account.id, role: 'owner' })

describe('labels and views', () => {
  it('are made, changed and deleted', async () => {
    const label = { name: 'Belum bayar', colour: 'red' }
    const made = await call('POST', '/labels', label)
    expect([made.status, await made.json()]).toEqual([201, { id, sequence: 11 }])
    expect(await answer(call('PUT', `/labels/${id}`, label))).toEqual({ sequence: 12 })
    expect(await answer(call('DELETE', `/labels/${id}`))).toEqual({ sequence: 13 })
    const view = { name: 'Minggu ini', filter: { labelsAny: [id], unread: true } }
    const saved = await call('POST', '/views', view)
    expect([saved.status, await saved.json()]).toEqual([201, { id, sequence: 14 }])
    expect(await answer(call('PUT', `/views/${other}`, view))).toEqual({ id, sequence: 14 })
    expect(asked).toEqual([
      { ...actor(), ...label },
      { ...actor(), labelId: id, ...label },
      { ...actor(), labelId: id },
      { ...actor(), viewId: null, ...view },
      { ...actor(), viewId: other, ...view },
    ])
  })

  it('are refused with a colour or a filter that does not exist', async () => {
    expect((await call('POST', '/labels', { name: 'x', colour: 'beige' })).status).toBe(400)
    expect((await call('POST', '/views', { name: 'x', filter: { workspace: id } })).status).toBe(400)
  })
})

describe('numbers', () => {
  it('are renamed, and their groups shown, in one request', async () => {
    const both = { name: 'CS 2', groups: true }
    expect(await answer(call('PATCH', `/sessions/${id}`, both))).toEqual({ sequence: 17 })
    expect(asked).toEqual([
      { ...actor(), sessionId: id, name: 'CS 2' },
      { ...actor(), sessionId: id, shown: true },
    ])
    expect((await call('PATCH', `/sessions/${id}`, {})).status).toBe(400)
  })

  it('are paired by QR, or by a code for the phone as typed', async () => {
    await call('POST', `/sessions/${id}/pair`, { phone: null })
    await call('POST', `/sessions/${id}/pair`, { phone: '+62 812-3456-7890' })
    expect(asked).toMatchObject([{ phone: null }, { phone: '6281234567890' }])
  })
})

describe('colleagues', () => {
  it('are listed for everyone, invitations only for who may invite', async () => {
    const agent = house.addTenant('agent', owner)
    expect(await answer(call('GET', '/staff', undefined, agent))).toMatchObject({ invitations: [] })
    expect(asked).toEqual([])
    await call('GET', '/staff')
    expect(asked).toEqual([actor()])
  })

  it('are invited by a link whose secret reaches no server log', async () => {
    const invited = await call('POST', '/invitations', { role: 'agent', note: 'Budi, shift malam' })
    expect([invited.status, await invited.json()]).toEqual([201, { id, path: '/join#S3CRET', sequence: 19 }])
    expect(asked).toEqual([{ ...actor(), invitee: 'agent', note: 'Budi, shift malam' }])
  })

  it('join by it and are signed in', async () => {
    const body = { secret: 'S3CRET', name: 'Budi', email: 'b@toko.example', password: 'x' }
    const joined = await fetch(`${url}/app/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(joined.status).toBe(201)
    expect(joined.headers.get('set-cookie')).toContain(`__Host-indoshopster=${owner.token}`)
  })

  it('get another role, or are closed', async () => {
    await call('PATCH', `/staff/${id}`, { role: 'admin', active: false })
    expect(asked).toEqual([{ ...actor(), accountId: id, newRole: 'admin', active: false }])
    expect((await call('PATCH', `/staff/${id}`, {})).status).toBe(400)
  })

  it('change their own name and password', async () => {
    expect(await answer(call('PATCH', '/me', { name: 'Sari W.' }))).toEqual({ sequence: 21 })
    const password = { current: 'lama', next: 'baru-sekali' }
    expect((await call('POST', '/me/password', password)).status).toBe(204)
    expect(asked).toEqual([
      { ...actor(), name: 'Sari W.' },
      { ...actor(), token: owner.token, ...password },
    ])
  })
})
