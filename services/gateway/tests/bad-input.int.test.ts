// Proves what the app's API answers to bad input: B33 to B38 of the reliability plan, each with a clear answer.
import { changeConversation } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserOf, knownConversation, startHouse, type House, type Tenant } from './house.ts'
import { eventually, openShop, problem, type Shop } from './shop.ts'

let house: House
let url: string
let shop: Shop
let agent: Tenant
let conversation: string

beforeAll(async () => {
  house = await startHouse()
  shop = await openShop(house)
  agent = house.addTenant('agent', shop.tenant)
  const known = knownConversation(shop.tenant.sessions[0]?.id ?? '')
  shop.tenant.conversations = [known]
  conversation = known.id
  let assignee: string | null = null
  house.stand(changeConversation, async ({ by }) => {
    if (assignee !== null && assignee !== by) {
      throw new EndpointRefusal('already_claimed', 'A colleague was quicker.', { assignee })
    }
    assignee = by
    return { sequence: 1 }
  })
  ;({ url } = await house.startGateway())
})
afterAll(() => house[Symbol.asyncDispose]())

const post = (path: string, body: unknown, headers: Record<string, string>) =>
  fetch(`${url}/app${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const get = (path: string, headers: Record<string, string> = browserOf(agent)) =>
  fetch(url + path, { headers })

describe('bad input', () => {
  it('B33: no sign-in, one that is over, no CSRF token, another site', async () => {
    const over = house.addTenant('agent')
    over.signedIn = false
    const { cookie } = browserOf(agent)
    const read = `/conversations/${conversation}/read`
    const answers = [
      [await get('/app/me', {}), 401, 'not_signed_in'],
      [await get('/app/me', browserOf(over)), 401, 'not_signed_in'],
      [await post(read, { upToSequence: 1 }, { cookie }), 403, 'csrf_invalid'],
      [await get('/app/me', { cookie, origin: 'https://evil.example' }), 403, 'origin_not_allowed'],
    ] as const
    for (const [answer, status, code] of answers)
      expect(await problem(answer)).toMatchObject({ status, code })
  })

  it('B34: ids of others, ids that are none, SQL, a huge page, a negative cursor', async () => {
    const stranger = house.addTenant('owner')
    const foreign = await problem(await get(`/app/conversations/${conversation}`, browserOf(stranger)))
    const unknown = await problem(await get(`/app/conversations/${uuidv7()}`, browserOf(stranger)))
    expect({ ...foreign, requestId: '' }).toEqual({ ...unknown, requestId: '' })
    expect(foreign).toMatchObject({ status: 404, code: 'conversation_not_found' })
    for (const id of ['..%2f..%2fetc', "'%20OR%201=1--", '-1', '%00'])
      expect(await problem(await get(`/app/conversations/${id}`))).toMatchObject({ status: 404 })
    for (const query of ['limit=101', 'limit=-1', 'limit=1e9', `cursor=${'x'.repeat(201)}`, 'min_seq=-1'])
      expect(await problem(await get(`/app/conversations?${query}`))).toMatchObject({
        status: 400,
        code: 'request_invalid',
      })
  })

  it('B35: an agent calls a route of admins', async () => {
    const answer = await problem(await post('/api-keys', { name: 'shop' }, browserOf(agent)))
    expect(answer).toMatchObject({ status: 403, code: 'role_forbidden' })
    expect(answer.detail).toContain('admin')
  })

  it('B36: two agents answer at once, both are sent once; two claim at once, one is told who was quicker', async () => {
    const both = [agent, shop.tenant]
    const before = (await shop.accepted()).length
    const replies = both.map((one) =>
      post(
        `/conversations/${conversation}/messages`,
        { text: `dari ${one.account.id}` },
        { ...browserOf(one), 'idempotency-key': uuidv7() },
      ),
    )
    for (const reply of await Promise.all(replies)) expect(reply.status).toBe(202)
    expect(await shop.accepted()).toHaveLength(before + 2)

    const claims = both.map((one) =>
      post(`/conversations/${conversation}/changes`, { kind: 'claim' }, browserOf(one)),
    )
    const answers = await Promise.all(claims)
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const winner = both[answers.findIndex(({ status }) => status === 200)]
    const late = answers.find(({ status }) => status === 409)
    if (!late) throw new Error('One of two is late.')
    const facts = { assignee: winner?.account.id }
    expect(await problem(late)).toMatchObject({ code: 'already_claimed', facts })
  })

  it('B37: a min_seq beyond the log', async () => {
    const answer = await problem(await get('/app/conversations?min_seq=999999999999999'))
    expect(answer).toMatchObject({ status: 400, code: 'sequence_unknown' })
  })

  it('B38: a live stream with a bad token, a wish for others, a megabyte, or a thousand times', async () => {
    const bad = await get('/live', { cookie: '__Host-indoshopster=wrong' })
    expect(await problem(bad)).toMatchObject({ status: 401, code: 'not_signed_in' })
    const wish = await get(`/live?workspace=${uuidv7()}`)
    expect(await problem(wish)).toMatchObject({ status: 400, code: 'unknown_field' })
    const large = await post('/../live', 'x'.repeat(1_000_000), browserOf(agent))
    expect([404, 405, 413]).toContain(large.status)

    const many = house.addTenant('agent')
    const closing = new AbortController()
    const { cookie } = browserOf(many)
    const streams = await Promise.all(
      Array.from({ length: 1000 }, () =>
        fetch(`${url}/live`, { headers: { cookie }, signal: closing.signal }),
      ),
    )
    // Held on to: a stream that nobody holds is closed with its answer.
    expect(streams.filter(({ status }) => status === 200)).toHaveLength(20)
    expect(streams.filter(({ status }) => status === 429)).toHaveLength(980)
    closing.abort()
    await eventually(async () => (await get('/app/me')).status === 200)
  })
})
