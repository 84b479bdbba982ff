// Proves what a browser gets that comes back after what is in memory, with limits small enough to reach.
import { connectNats } from '@indoshopster/event-log/log-connection'
import { uuidv7 } from '@indoshopster/service/uuid'
import type { NatsConnection } from '@nats-io/nats-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLiveClient } from '../src/live/live-client.ts'
import { startLiveFeed, type LiveFeed } from '../src/live/live-feed.ts'
import { startHouse, type House } from './house.ts'
import { eventually } from './shop.ts'

let house: House
let nats: NatsConnection
const feeds: LiveFeed[] = []
const workspace = uuidv7()

beforeAll(async () => {
  house = await startHouse()
  nats = await connectNats(house.nats.url, 'live')
})
afterAll(async () => {
  await Promise.all(feeds.map((feed) => feed.stop()))
  await nats.close()
  await house[Symbol.asyncDispose]()
})

/** One event that the app hears of; answers its sequence. */
async function happens(to = workspace): Promise<number> {
  const data = { conversationId: uuidv7(), upToSequence: 1, by: 'x' }
  const place = { owner: 'inbox', lane: 'conversation', entity: data.conversationId }
  return (await house.log.append(to, place, { type: 'inbox.conversation_read.v1', data })).sequence
}

async function feed(limits: { ringFrames: number; rereadEvents: number; replayedEvents: number }) {
  const started = await startLiveFeed({
    log: house.log,
    nats,
    places: { find: () => Promise.reject(new Error('Nothing here is of a place.')) },
    heard: () => {},
    onSessionSignal: () => {},
    limits,
  })
  feeds.push(started)
  return started
}

/** Joins a feed; `heard` are ids of log facts, or the words `ready` and `reload`. */
async function join(to: LiveFeed, lastEventId: number | null) {
  const client = createLiveClient(workspace)
  const heard: (number | string)[] = []
  let text = ''
  client.stream.on('data', (chunk) => {
    text += String(chunk)
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const [, id, type = ''] = /^(?:id: (\d+)\n)?event: (\w+)/.exec(block) ?? []
      heard.push(type === 'conversation' ? Number(id) : type)
    }
  })
  await to.join(client, lastEventId)
  return { client, heard }
}

describe('live replay', () => {
  it('tells from the log what is no longer in memory, without a gap to what comes next', async () => {
    const small = { ringFrames: 4, rereadEvents: 0, replayedEvents: 1000 }
    const from = await house.log.lastSequence()
    const mine: number[] = []
    for (let i = 0; i < 60; i++) mine.push(await happens(i % 3 ? uuidv7() : workspace))
    const ours = mine.filter((_, i) => i % 3 === 0)
    const { client, heard } = await join(await feed(small), from)
    ours.push(await happens())
    await eventually(() => heard.length === ours.length + 1)
    expect(heard).toEqual(['ready', ...ours])
    client.close()
  })

  it('tells from memory what a gateway reads again at its start', async () => {
    const from = await house.log.lastSequence()
    const ours = [await happens(), await happens(), await happens()]
    // Nothing may be replayed here, so that only memory can answer.
    const rereading = await feed({ ringFrames: 100, rereadEvents: 50, replayedEvents: 0 })
    await eventually(async () => {
      const { client, heard } = await join(rereading, from)
      await eventually(() => heard.length > 0)
      client.close()
      return heard.length === 4 && heard.slice(1).every((id, i) => id === ours[i])
    })
  })

  it('asks for a reload when too much was missed, and goes on from there', async () => {
    const from = await house.log.lastSequence()
    for (let i = 0; i < 60; i++) await happens()
    const { client, heard } = await join(
      await feed({ ringFrames: 4, rereadEvents: 0, replayedEvents: 20 }),
      from,
    )
    const next = await happens()
    await eventually(() => heard.at(-1) === next)
    expect(heard.filter((word) => word === 'reload')).toHaveLength(1)
    expect(heard.indexOf('reload')).toBe(heard.length - 2)
    client.close()
  })

  it('counts only the workspace of the browser: a busy neighbour forces nobody to reload', async () => {
    const from = await house.log.lastSequence()
    for (let i = 0; i < 60; i++) await happens(uuidv7())
    const { client, heard } = await join(
      await feed({ ringFrames: 4, rereadEvents: 0, replayedEvents: 20 }),
      from,
    )
    const next = await happens()
    await eventually(() => heard.at(-1) === next)
    expect(heard).toEqual(['ready', next])
    client.close()
  })
})
