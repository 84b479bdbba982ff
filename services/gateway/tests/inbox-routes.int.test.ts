// Proves what the services are asked when the app reads and changes conversations, labels, views and colleagues.
import {
  changeConversation,
  addNote,
  eraseContact,
  getMessage,
  listMessages,
  markRead,
  searchMessages,
  countConversations,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import {
  createLabel,
  deleteLabel,
  editLabel,
  listLabels,
  listViews,
  saveView,
} from '@indoshopster/contracts/inbox/label.endpoints'
import {
  openChat,
  chooseGroups,
  renameSession,
  requestPairing,
} from '@indoshopster/contracts/session/session.endpoints'
import {
  acceptInvitation,
  changeAccount,
  changeMyPassword,
  listInvitations,
  makeInvitation,
  renameMe,
} from '@indoshopster/contracts/staff/staff.endpoints'
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { browserOf, startHouse, type House, type Tenant } from './house.ts'
import { problem } from './shop.ts'

let house: House
let url: string
let owner: Tenant
let asked: unknown[] = []
const [id, other, messageId] = [uuidv7(), uuidv7(), uuidv7()]

beforeAll(async () => {
  house = await startHouse()
  owner = house.addTenant('owner')
  ;({ url } = await house.startGateway())
  const done = (sequence: number) => async (request: unknown) => {
    asked.push(request)
    return { sequence }
  }
  house.stand(changeConversation, async (request) => {
    asked.push(request)
    if (request.conversationId === other) {
      throw new EndpointRefusal('already_claimed', 'Sari has it.', { assignee: id, secret: 'x' })
    }
    return { sequence: 7 }
  })
  house.stand(addNote, done(8))
  house.stand(eraseContact, done(9))
  house.stand(markRead, done(10))
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
  house.stand(countConversations, async (request) => {
    asked.push(request)
    return { mine: 1, unassigned: 2, open: 3, needsReply: 4, snoozed: 5, resolved: 6, unread: 7 }
  })
  const page = { messages: [], nextCursor: null, newerCursor: null }
  house.stand(listMessages, async (request) => (asked.push(request), page))
  house.stand(searchMessages, async (request) => (asked.push(request), { hits: [], nextCursor: null }))
  house.stand(getMessage, async () => {
    throw new EndpointRefusal('message_not_found', 'No such message.')
  })
  house.stand(openChat, async (request) => {
    asked.push(request)
    if (request.phone === '6281100000404') {
      throw new EndpointRefusal('recipient_not_on_whatsapp', 'This number is not on WhatsApp.')
    }
    return { chatId: id, contactId: other, sequence: 15 }
  })
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

describe('conversations', () => {
  it('are changed one by one', async () => {
    const change = { kind: 'snooze', until: '2026-12-01T00:00:00Z' }
    expect(await answer(call('POST', `/conversations/${id}/changes`, change))).toEqual({ sequence: 7 })
    expect(asked).toEqual([{ ...actor(), conversationId: id, change }])
    expect(await problem(await call('POST', `/conversations/${id}/changes`, { kind: 'burn' }))).toMatchObject(
      {
        code: 'request_invalid',
      },
    )
  })

  it('tell who has it when somebody was quicker, and nothing else of what the service knows', async () => {
    const late = await problem(await call('POST', `/conversations/${other}/changes`, { kind: 'claim' }))
    expect(late).toMatchObject({ code: 'already_claimed', status: 409, detail: 'Sari has it.' })
    expect(late.facts).toEqual({ assignee: id })
  })

  it('are changed many at once, each with its own outcome', async () => {
    const body = { ids: [id, other, id], change: { kind: 'resolve' } }
    expect(await answer(call('POST', '/conversations/changes', body))).toEqual({
      sequence: 7,
      refused: [{ id: other, code: 'already_claimed' }],
    })
    expect(asked).toHaveLength(2)
    const many = { ...body, ids: Array.from({ length: 101 }, () => uuidv7()) }
    expect((await call('POST', '/conversations/changes', many)).status).toBe(400)
  })

  it('are noted, read and erased', async () => {
    const note = { id: messageId, text: 'tagih besok', mentions: [other] }
    expect(await answer(call('POST', `/conversations/${id}/notes`, note))).toEqual({ sequence: 8 })
    expect(await answer(call('POST', `/conversations/${id}/read`, { upToSequence: 5 }))).toEqual({
      sequence: 10,
    })
    expect(await answer(call('DELETE', `/conversations/${id}/contact`))).toEqual({ sequence: 9 })
    expect(asked).toEqual([
      { ...actor(), conversationId: id, noteId: messageId, text: 'tagih besok', mentions: [other] },
      { ...actor(), conversationId: id, upToSequence: 5 },
      { ...actor(), conversationId: id },
    ])
  })

  it('are counted for who asks', async () => {
    expect(await answer(call('GET', '/conversations/counts'))).toMatchObject({ mine: 1, unread: 7 })
    expect(asked).toEqual([{ workspace: owner.account.workspace, account: owner.account.id }])
  })

  it('are opened with a number as people type it', async () => {
    const body = { sessionId: other, phone: ' 0812-3456 7890' }
    const opened = { id, phone: '6281234567890', sequence: 15 }
    expect(await answer(call('POST', '/conversations', body))).toEqual(opened)
    expect(asked).toEqual([{ ...actor(), sessionId: other, phone: '6281234567890' }])
  })

  it.each(['abc', '0812', '120363041234567890@g.us', '٠٨١٢٣٤٥٦٧٨٩٠', '99999999999'])(
    'are not opened with %s, and the answer says what to type',
    async (phone) => {
      const told = await problem(await call('POST', '/conversations', { sessionId: other, phone }))
      expect(told).toMatchObject({ code: 'phone_number_invalid', errors: [{ pointer: '#/phone' }] })
      expect(told.detail).not.toContain(phone)
      expect(asked).toEqual([])
    },
  )

  it('are not opened with a number that is not on WhatsApp', async () => {
    const told = await problem(
      await call('POST', '/conversations', { sessionId: other, phone: '081100000404' }),
    )
    expect(told).toMatchObject({ code: 'recipient_not_on_whatsapp', status: 422 })
  })
})

describe('messages', () => {
  it('are read around one, and onwards', async () => {
    await call('GET', `/conversations/${id}/messages?around=${messageId}&limit=5`)
    await call('GET', `/conversations/${id}/messages?after=abc&min_seq=0`)
    const of = { workspace: owner.account.workspace, conversationId: id }
    expect(asked).toEqual([
      { ...of, around: messageId, limit: 5 },
      { ...of, after: 'abc', limit: 50, minSeq: 0 },
    ])
    const gone = await problem(await call('GET', `/conversations/${id}/messages/${messageId}`))
    expect(gone).toMatchObject({ code: 'message_not_found', status: 404 })
  })

  it('are searched with the filter of the list, in one conversation or all', async () => {
    await call('GET', `/messages?text=resi&labels_any=${id}&from=2026-11-01T00:00:00Z&conversation=${other}`)
    expect(asked).toEqual([
      {
        workspace: owner.account.workspace,
        filter: { text: 'resi', labelsAny: [id], from: '2026-11-01T00:00:00Z' },
        conversationId: other,
        limit: 50,
      },
    ])
    const wrong = await problem(await call('GET', '/messages?states=open,gone&assignees=me'))
    expect(wrong).toMatchObject({
      code: 'filter_invalid',
      status: 400,
      errors: [{ pointer: '#/assignees' }, { pointer: '#/states' }],
    })
  })
})

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
