// Proves that what happens in a workspace reaches its browsers, all of it, once, in order, and nobody else's.
import type { NewMessageEvent } from '@indoshopster/contracts/session/message.events'
import { once } from 'node:events'
import { connect } from 'node:net'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type House, linkedSession, type Tenant } from './house.ts'
import { listen } from './live-listener.ts'
import { eventually } from './shop.ts'

let house: House
let url: string
let tenant: Tenant
const chatId = uuidv7()
const sessionId = uuidv7()

beforeAll(async () => {
  house = await startHouse()
  tenant = house.addTenant()
  ;({ url } = await house.startGateway())
})
afterAll(() => house[Symbol.asyncDispose]())

/** A customer writes; answers the sequence. */
async function arrives(text: string, to: Tenant = tenant): Promise<number> {
  const event: NewMessageEvent = {
    type: 'session.message_received.v1',
    data: {
      sessionId,
      chatId,
      messageId: uuidv7(),
      contactId: uuidv7(),
      direction: 'incoming',
      sentAt: new Date().toISOString(),
      recovered: false,
    },
    sealed: { content: { kind: 'text', text }, correspondent: { phone: '628123', name: 'Budi' } },
    person: 'contact:1',
  }
  const place = { owner: 'session', lane: sessionId, entity: chatId }
  return (await house.log.append(to.account.workspace, place, event)).sequence
}

const texts = (heard: { frame: { type: string } }[]) =>
  heard.flatMap(({ frame }) => {
    const { message } = frame as { message?: { content?: { text?: string } } }
    return message?.content?.text ?? []
  })

describe('live', () => {
  it('needs a sign-in', async () => {
    const response = await fetch(`${url}/live`)
    expect(response.status).toBe(401)
    const foreign = await fetch(`${url}/live`, {
      headers: { cookie: `__Host-indoshopster=${tenant.token}`, origin: 'https://evil.example' },
    })
    expect(foreign.status).toBe(403)
  })

  it('says first from where it tells, then each message once with its sequence as id', async () => {
    const before = await house.log.lastSequence()
    await eventually(async () => {
      const probe = await listen(url, tenant)
      await eventually(() => probe.heard.length > 0)
      probe.close()
      return probe.heard[0]?.frame.sequence === before
    })
    const listener = await listen(url, tenant)
    await eventually(() => listener.heard.length === 1)
    expect(listener.heard[0]?.frame).toEqual({ type: 'ready', sequence: before })
    const sequence = await arrives('halo')
    await eventually(() => listener.heard.length === 2)
    expect(listener.heard[1]).toMatchObject({
      id: sequence,
      frame: { type: 'message', sequence, message: { conversationId: chatId, content: { text: 'halo' } } },
    })
    listener.close()
  })

  it('tells nobody of another workspace', async () => {
    const other = house.addTenant()
    const [mine, theirs] = [await listen(url, tenant), await listen(url, other)]
    await arrives('canary', other)
    await arrives('mine')
    await eventually(() => texts(theirs.heard).length > 0 && texts(mine.heard).length > 0)
    expect(texts(mine.heard)).toEqual(['mine'])
    expect(texts(theirs.heard)).toEqual(['canary'])
    mine.close()
    theirs.close()
  })

  it('passes signals of numbers on, without an id', async () => {
    const listener = await listen(url, tenant)
    await eventually(() => listener.heard.length === 1)
    const session = linkedSession('628120000001', { state: 'waiting_for_scan', qr: 'QR-TEXT' })
    house.signal(`live.${tenant.account.workspace}.session`, { sessionId: session.id, session })
    house.signal(`live.${tenant.account.workspace}.session`, { broken: true })
    await eventually(() => listener.heard.length === 2)
    expect(listener.heard[1]).toEqual({ id: null, frame: { type: 'session', sequence: 0, session } })
    listener.close()
  })

  it('resumes on another gateway without a gap or a repetition, while messages flow', async () => {
    const second = await house.startGateway()
    const gateways = [url, second.url]
    const collected: number[] = []
    let flowing = true
    const sent: number[] = []
    const flow = (async () => {
      while (flowing) {
        sent.push(await arrives(`m${sent.length}`))
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    })()
    let last = await house.log.lastSequence()
    const from = last
    for (let turn = 0; turn < 12; turn++) {
      const listener = await listen(gateways[turn % 2] ?? url, tenant, last)
      await new Promise((resolve) => setTimeout(resolve, 80))
      listener.close()
      const ids = listener.heard.filter(({ frame }) => frame.type === 'message').map(({ id }) => id ?? 0)
      collected.push(...ids)
      last = ids.at(-1) ?? last
    }
    flowing = false
    await flow
    const rest = await listen(url, tenant, last)
    const expected = sent.filter((sequence) => sequence > from)
    const restIds = () => rest.heard.filter(({ frame }) => frame.type === 'message').map(({ id }) => id ?? 0)
    await eventually(() => collected.length + restIds().length >= expected.length)
    rest.close()
    expect([...collected, ...restIds()]).toEqual(expected)
    expect(expected.length).toBeGreaterThan(100)
  })

  it('asks a browser to reload that knows more than the log', async () => {
    const listener = await listen(url, tenant, 999_999_999)
    await eventually(() => listener.heard.length >= 2)
    expect(listener.heard.map(({ frame }) => frame.type)).toEqual(['ready', 'reload'])
    await arrives('still told')
    await eventually(() => texts(listener.heard).length === 1)
    listener.close()
  })

  it('refuses a sign-in that opens stream after stream', async () => {
    const many = house.addTenant()
    const listeners = []
    for (let i = 0; i < 20; i++) listeners.push(await listen(url, many))
    await expect(listen(url, many)).rejects.toThrow('429')
    listeners.pop()?.close()
    await eventually(async () => (await listen(url, many).catch(() => null)) !== null)
    for (const listener of listeners) listener.close()
  })

  it('goes on by itself, without a gap, when the log was away', async () => {
    const listener = await listen(url, tenant)
    await eventually(() => listener.heard.length === 1)
    const before = await arrives('before')
    process.kill(house.nats.server.pid, 'SIGKILL')
    await house.nats.server.startAgain()
    const after = [await arrives('after'), await arrives('and after')]
    await eventually(() => texts(listener.heard).length === 3, 8000)
    expect(listener.heard.slice(1).map(({ id }) => id)).toEqual([before, ...after])
    listener.close()
  })

  it('holds no gateway open: nor does a connection that asks for nothing', async () => {
    const leaving = await house.startGateway()
    const silent = connect(leaving.port, '127.0.0.1')
    await once(silent, 'connect')
    const begun = Date.now()
    await leaving.stop()
    expect(Date.now() - begun).toBeLessThan(4000)
    silent.destroy()
  })

  it('ends when the gateway stops', async () => {
    const leaving = await house.startGateway()
    const listener = await listen(leaving.url, tenant)
    await eventually(() => listener.heard.length >= 1)
    await leaving.stop()
    await eventually(() => listener.ended())
  })
})
