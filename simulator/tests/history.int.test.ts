// Rules of the past that a phone sends to a newly linked device, with the real Baileys as the client.
import { downloadMediaMessage } from '@whiskeysockets/baileys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proto } from '@whiskeysockets/baileys'
import type { BaileysEventMap } from '@whiskeysockets/baileys'
import { connect } from './client.ts'
import type { TestClient } from './client.ts'
import { addPhone, link, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'
const BUDI = '628222222222'
const STRANGER = '628999999999'
const { INITIAL_BOOTSTRAP, PUSH_NAME, RECENT } = proto.HistorySync.HistorySyncType

type Chunk = BaileysEventMap['messaging-history.set']

describe('history', () => {
  let simulator: Running
  let lid = ''
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await addPhone(simulator, SHOP, 'Toko')
    const { body } = await addPhone(simulator, BUDI)
    lid = `${/"lid":"(\d+)"/.exec(JSON.stringify(body))?.[1]}@lid`
  })
  afterAll(() => simulator.stop())

  const put = (history: object) => simulator.call('POST', `/api/phones/${SHOP}/history`, history)
  const linkedWithHistory = async (): Promise<{ client: TestClient; chunks: Chunk[] }> => {
    const first = await link(simulator, SHOP, { online: false })
    const client = connect(simulator, first.state, { history: true })
    const chunks: Chunk[] = []
    client.sock.ev.on('messaging-history.set', (chunk) => void chunks.push(chunk))
    await until('the client is open', () => client.open)
    return { client, chunks }
  }
  const isComplete = (chunks: Chunk[]) => chunks.some(({ progress }) => progress === 100)
  const messagesOf = (chunks: Chunk[]) => chunks.flatMap(({ messages }) => messages)

  it('of pictures opens, when the media server still has them', async () => {
    const file = Buffer.from('foto lama').toString('base64')
    const picture = { kind: 'image', file, mimetype: 'image/jpeg', caption: 'tahun lalu' }
    const gone = { ...picture, pretend: { directPath: '/v/t62.7118-24/expired.enc' } }
    const messages = [gone, picture].map((content, hour) => ({
      content,
      fromMe: false,
      at: new Date(Date.UTC(2025, 10, 1, hour)).toISOString(),
    }))
    await put({ chats: [{ phone: BUDI, messages }] })
    const { client, chunks } = await linkedWithHistory()
    await until('all is told', () => isComplete(chunks))
    const [kept, lost] = messagesOf(chunks)
    if (!kept || !lost) throw new Error('a message is missing')
    expect(kept.message?.imageMessage?.caption).toBe('tahun lalu')
    expect(String(await downloadMediaMessage(kept, 'buffer', {}))).toBe('foto lama')
    await expect(downloadMediaMessage(lost, 'buffer', {})).rejects.toThrow()
    client.end()
  })

  it('of written chats arrives once each, newest first, under the private id where there is one', async () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 8, minute)).toISOString()
    const messages = [
      { text: 'pagi', fromMe: false, at: at(0) },
      { text: 'pagi kak', fromMe: true, at: at(1) },
      { fromMe: false, at: at(2) },
    ]
    const answer = await put({
      chats: [
        { phone: BUDI, name: 'Budi', unread: 1, messages },
        { phone: STRANGER, messages: messages.slice(0, 1) },
      ],
    })
    expect(answer.body).toEqual({ chats: 2, messages: 4, chunks: 0 })
    const { client, chunks } = await linkedWithHistory()
    await until('all is told', () => isComplete(chunks))
    expect([...new Set(chunks.map(({ syncType }) => syncType))]).toEqual([
      INITIAL_BOOTSTRAP,
      PUSH_NAME,
      RECENT,
    ])
    const budi = messagesOf(chunks).filter(({ key }) => key.remoteJid === lid)
    expect(budi.map(({ message }) => message?.conversation)).toEqual([null, 'pagi kak', 'pagi'])
    expect(budi.map(({ key }) => key.fromMe)).toEqual([false, true, false])
    expect(new Set(budi.map(({ key }) => key.id)).size).toBe(3)
    expect(Number(budi[2]?.messageTimestamp)).toBe(Date.parse(at(0)) / 1000)
    expect(messagesOf(chunks).map(({ key }) => key.remoteJid)).toContain(`${STRANGER}@s.whatsapp.net`)
    // The event's own list is lost where Baileys gathers several chunks into one event.
    const numberOf = () => client.sock.signalRepository.lidMapping.getPNForLID(lid)
    await until('the number behind the private id is known', async () => (await numberOf())?.includes(BUDI))
    expect(chunks.flatMap(({ contacts }) => contacts)).toContainEqual(
      expect.objectContaining({ notify: 'Budi' }),
    )
    expect(client.upserts.filter(({ message }) => message.message?.conversation)).toEqual([])
    client.end()
  })

  it(
    'of 500 chats with 50 messages arrives whole, in chunks with progress',
    { timeout: 60_000 },
    async () => {
      await put({ generate: { chats: 500, messagesPerChat: 50, from: '2026-11-01T00:00:00.000Z' } })
      const { client, chunks } = await linkedWithHistory()
      await until('all is told', () => isComplete(chunks), 40_000)
      expect(new Set(messagesOf(chunks).map(({ key }) => `${key.remoteJid} ${key.id}`)).size).toBe(25_000)
      const progress = chunks.flatMap((chunk) => chunk.progress ?? [])
      expect(progress.length).toBeGreaterThan(5)
      expect(progress).toEqual(progress.toSorted((a, b) => a - b))
      client.end()
    },
  )

  it('can be told again to a device that is linked already, under the same ids', async () => {
    await put({ generate: { chats: 2, messagesPerChat: 3 } })
    const { client, chunks } = await linkedWithHistory()
    await until('all is told', () => isComplete(chunks))
    const before = chunks.length
    const answer = await put({ now: true })
    expect(answer.body).toMatchObject({ messages: 6 })
    // Baileys may leave messages out whose ids it has told before; none comes under a new one.
    await until('it is told again', () => chunks.length === 2 * before)
    const ids = (some: Chunk[]) => new Set(messagesOf(some).map(({ key }) => key.id))
    expect([...ids(chunks.slice(before))].filter((id) => !ids(chunks.slice(0, before)).has(id))).toEqual([])
    client.end()
  })

  it('that is empty is told as such, so that nobody waits for it', async () => {
    await put({ chats: [] })
    const { client, chunks } = await linkedWithHistory()
    await until('the client knows that there is nothing', () => isComplete(chunks), 5000)
    expect(messagesOf(chunks)).toEqual([])
    client.end()
  })

  it('of a phone that was never given any is not told at all', async () => {
    const client = await link(simulator, BUDI)
    await client.sock.onWhatsApp(SHOP)
    expect(client.upserts).toEqual([])
    client.end()
  })
})
