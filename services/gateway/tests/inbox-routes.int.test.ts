// Proves what the services are asked when the app reads and changes conversations and their messages.
import {
  changeConversation,
  addNote,
  eraseContact,
  markRead,
  countConversations,
  listMessages,
  searchMessages,
  getMessage,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import { openChat } from '@indoshopster/contracts/session/session.endpoints'
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
  house.stand(countConversations, async (request) => {
    asked.push(request)
    return {
      mine: 1,
      unassigned: 2,
      open: 3,
      needsReply: 4,
      snoozed: 5,
      resolved: 6,
      unread: 7,
      labels: { [id]: 8 },
    }
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

  it('are noted once for each id of a colleague, under an id that nobody can choose', async () => {
    const note = (noteId: string) => ({ id: noteId, text: 'tagih besok', mentions: [] })
    for (const noteId of [messageId, messageId, other])
      await answer(call('POST', `/conversations/${id}/notes`, note(noteId)))
    // What is asked of `add_note`.
    const [first, again, second] = asked.map((one) => (one as { noteId: string }).noteId)
    expect(first).toBe(again)
    expect(new Set([first, second, messageId, other]).size).toBe(4)
  })

  it('are noted, read and erased', async () => {
    const note = { id: messageId, text: 'tagih besok', mentions: [other] }
    expect(await answer(call('POST', `/conversations/${id}/notes`, note))).toEqual({ sequence: 8 })
    expect(await answer(call('POST', `/conversations/${id}/read`, { upToSequence: 5 }))).toEqual({
      sequence: 10,
    })
    expect(await answer(call('DELETE', `/conversations/${id}/contact`))).toEqual({ sequence: 9 })
    // The note's id is made of what the app gave, and is no secret of this test.
    expect(asked).toMatchObject([
      { ...actor(), conversationId: id, text: 'tagih besok', mentions: [other] },
      { ...actor(), conversationId: id, upToSequence: 5 },
      { ...actor(), conversationId: id },
    ])
  })

  it('are counted for who asks', async () => {
    expect(await answer(call('GET', '/conversations/counts'))).toMatchObject({
      mine: 1,
      unread: 7,
      labels: { [id]: 8 },
    })
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
