// Rules of what virtual phones send: every kind of content arrives at a real Baileys client, files open.
import { createHash } from 'node:crypto'
import { downloadMediaMessage } from '@whiskeysockets/baileys'
import type { WAMessage } from '@whiskeysockets/baileys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from './client.ts'
import { addPhone, link, records, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'
const BUDI = '628222222222'
const FILE = Buffer.from('isi berkas '.repeat(5000))
const file = FILE.toString('base64')
const hash = createHash('sha256').update(FILE).digest('hex')

describe('content from a virtual phone', () => {
  let simulator: Running
  let client: TestClient
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await addPhone(simulator, SHOP, 'Toko')
    await addPhone(simulator, BUDI)
    client = await link(simulator, SHOP)
  })
  afterAll(async () => {
    client.end()
    await simulator.stop()
  })

  const budiSends = async (body: object): Promise<WAMessage> => {
    const sent = await simulator.call('POST', `/api/phones/${BUDI}/messages`, { to: SHOP, ...body })
    expect(sent).toMatchObject({ status: 201 })
    const id = /"id":"(\w+)"/.exec(JSON.stringify(sent.body))?.[1]
    const arrived = () => client.upserts.find(({ message }) => message.key.id === id)
    await until('it arrives', () => arrived()?.message.message)
    const found = arrived()
    if (!found) throw new Error('it did not arrive')
    return found.message
  }
  const shown = async (id: unknown) =>
    records(await simulator.call('GET', `/api/phones/${BUDI}/messages`)).find((entry) => entry['id'] === id)

  it.each([
    ['image', 'image/png', 'imageMessage'],
    ['video', 'video/mp4', 'videoMessage'],
    ['audio', 'audio/mpeg', 'audioMessage'],
    ['voice', 'audio/ogg; codecs=opus', 'audioMessage'],
    ['document', 'application/pdf', 'documentMessage'],
    ['sticker', 'image/webp', 'stickerMessage'],
  ])('a %s opens', async (kind, mimetype, part) => {
    const message = await budiSends({ content: { kind, file, mimetype, fileName: 'a.pdf', seconds: 3 } })
    expect(message.message).toHaveProperty(part)
    expect(await downloadMediaMessage(message, 'buffer', {})).toEqual(FILE)
    expect(await shown(message.key.id)).toMatchObject({
      kind,
      direction: 'out',
      media: { mimetype, bytes: FILE.length, sha256: hash },
    })
    expect(Boolean(message.message?.audioMessage?.ptt)).toBe(kind === 'voice')
  })
})
