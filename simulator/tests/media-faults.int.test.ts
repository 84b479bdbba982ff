// Rules of the media server and its faults: what a client meets when a file is gone, spoilt, short, slow or refused.
import { readdirSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { downloadMediaMessage } from '@whiskeysockets/baileys'
import type { WAMessage } from '@whiskeysockets/baileys'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startSimulatorProcess, until } from './running.ts'
import { BUDI, BUDI_PN, SHOP, startShopAndCustomer } from './shop-and-customer.ts'
import type { ShopAndCustomer } from './shop-and-customer.ts'

const FILE = Buffer.from('bukti transfer '.repeat(20_000))
const content = { kind: 'image', file: FILE.toString('base64'), mimetype: 'image/jpeg' }

describe('the media server', () => {
  let world: ShopAndCustomer
  beforeAll(async () => {
    world = await startShopAndCustomer()
  })
  afterEach(() => world.simulator.call('DELETE', '/api/faults'))
  afterAll(() => world.stop())

  const fault = (body: object) => world.simulator.call('POST', '/api/faults', { phone: SHOP, ...body })
  const download = (message: WAMessage) => downloadMediaMessage(message, 'buffer', {})
  const urlOf = (message: WAMessage): string =>
    `https://${world.simulator.mediaHost}${message.message?.imageMessage?.directPath ?? ''}`

  it.each([404, 410, 403])('a file that is gone answers %i, and is back after that', async (code) => {
    const message = await world.budiSends({ content })
    await fault({ kind: 'media_gone', code, count: 1 })
    await expect(download(message)).rejects.toMatchObject({ output: { statusCode: code } })
    expect(await download(message)).toEqual(FILE)
  })

  it('a damaged file has its length but not its bytes', async () => {
    const message = await world.budiSends({ content })
    const whole = Buffer.from(await (await fetch(urlOf(message))).arrayBuffer())
    await fault({ kind: 'media_damaged', count: 1 })
    const damaged = Buffer.from(await (await fetch(urlOf(message))).arrayBuffer())
    expect(damaged.length).toBe(whole.length)
    expect(damaged.equals(whole)).toBe(false)
  })

  it('a short file looks complete', async () => {
    const message = await world.budiSends({ content })
    await fault({ kind: 'media_short', count: 1 })
    const answer = await fetch(urlOf(message))
    const body = await answer.arrayBuffer()
    expect(answer.headers.get('content-length')).toBe(String(body.byteLength))
    expect(body.byteLength).toBeLessThan(FILE.length)
  })

  it('a slow file stops in the middle until the time is over', async () => {
    const message = await world.budiSends({ content })
    await fault({ kind: 'media_slow', ms: 60_000 })
    const stopped = AbortSignal.timeout(300)
    await expect(
      fetch(urlOf(message), { signal: stopped }).then((answer) => answer.arrayBuffer()),
    ).rejects.toThrow()
    await fault({ kind: 'media_slow', ms: 0 })
    expect(await download(message)).toEqual(FILE)
  })

  it('a refused upload fails the send, and the next one works', async () => {
    await fault({ kind: 'media_upload_refused', count: 1 })
    const { sock } = world.client
    await expect(sock.sendMessage(BUDI_PN, { image: FILE })).rejects.toThrow('upload failed')
    expect((await sock.sendMessage(BUDI_PN, { image: FILE }))?.message?.imageMessage).toBeDefined()
  })

  it('a file the server lost is uploaded again by the own phone, and readable from then on', async () => {
    const message = await world.budiSends({ content })
    const { sock } = world.client
    expect((await fault({ kind: 'media_lost', messageId: message.key.id })).body).toMatchObject({
      affected: 1,
    })
    const before = urlOf(message)
    expect((await fetch(before)).status).toBe(404)
    const again = await sock.updateMediaMessage(message)
    expect(await download(again)).toEqual(FILE)
    expect((await fetch(before)).status).toBe(404)
  })

  it('a phone that does not have the file either says so', async () => {
    const message = await world.budiSends({ content })
    await fault({ kind: 'media_retry_refused', count: 1 })
    await expect(world.client.sock.updateMediaMessage(message)).rejects.toMatchObject({
      output: { statusCode: 404 },
    })
  })

  it('a file lost for good is on no phone either, and a message says where its file is', async () => {
    const message = await world.budiSends({ content })
    const id = message.key.id ?? ''
    const lostOf = async () => {
      const { body } = await world.simulator.call('GET', `/api/phones/${BUDI}/messages?peer=${SHOP}`)
      return (body as { id: string; media: { lost?: string } }[]).find((each) => each.id === id)?.media.lost
    }
    expect(await lostOf()).toBeUndefined()
    await fault({ kind: 'media_lost', messageId: id })
    expect(await lostOf()).toBe('on_server')
    await fault({ kind: 'media_lost', messageId: id, phonesToo: true })
    expect(await lostOf()).toBe('for_good')
    await expect(world.client.sock.updateMediaMessage(message)).rejects.toMatchObject({
      output: { statusCode: 404 },
    })
    const path = `/api/media/${BUDI}/${id}`
    expect(await world.simulator.call('GET', path)).toMatchObject({ status: 422 })
  })

  it('a phone that is switched off is asked in vain, and answers when it is asked again', async () => {
    const message = await world.budiSends({ content })
    await fault({ kind: 'media_lost', messageId: message.key.id })
    await fault({ kind: 'media_retry_unanswered', count: 1 })
    const { sock } = world.client
    const answers: unknown[] = []
    sock.ev.on('messages.media-update', (updates) => answers.push(...updates))
    void sock.updateMediaMessage(message).catch(() => undefined)
    await until('the phone was asked', async () => {
      const { body } = await world.simulator.call('GET', '/api/ledger?kind=media_asked&limit=1000')
      return (body as { id: string }[]).some(({ id }) => id === message.key.id)
    })
    expect(answers).toEqual([])
    expect(await download(await sock.updateMediaMessage(message))).toEqual(FILE)
  })

  it('an ask that was made with another key is refused', async () => {
    const message = await world.budiSends({ content })
    const image = message.message?.imageMessage
    const forged = {
      ...message,
      message: { imageMessage: { ...image, mediaKey: new Uint8Array(32) } },
    } as WAMessage
    await expect(world.client.sock.updateMediaMessage(forged)).rejects.toMatchObject({
      output: { statusCode: 412 },
    })
  })

  it.each([
    [{ bytes: 5 }],
    [{ sha256: '00'.repeat(32) }],
    [{ mediaKey: '' }],
    [{ directPath: '/v/t62.7118-24/gone.enc' }],
  ])('a phone can lie about its file: %j', async (pretend) => {
    const message = await world.budiSends({ content: { ...content, pretend } })
    const path = `/api/media/${BUDI}/${message.key.id}`
    expect(await world.simulator.call('GET', path)).toMatchObject({
      status: 422,
      body: { code: 'media_unreadable' },
    })
  })

  it('faults are listed, and felt by the number they name only', async () => {
    const message = await world.budiSends({ content })
    await fault({ kind: 'media_gone', code: 410, count: 3, phone: '628999999999' })
    expect((await world.simulator.call('GET', '/api/faults')).body).toEqual([
      { kind: 'media_gone', phone: '628999999999', left: 3, value: 410 },
    ])
    expect(await download(message)).toEqual(FILE)
  })

  it('serves a part of a file, and nothing for a path it never made', async () => {
    const message = await world.budiSends({ content })
    const whole = Buffer.from(await (await fetch(urlOf(message))).arrayBuffer())
    const part = await fetch(urlOf(message), { headers: { range: 'bytes=100-199' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${whole.length}`)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 200))
    const unknown = await fetch(`https://${world.simulator.mediaHost}/v/t62.7118-24/../../media-ca.key`)
    expect(unknown.status).toBe(404)
  })

  it('an upload that breaks off leaves nothing behind', async () => {
    const files = () => readdirSync(join(world.simulator.dataDir, 'media')).length
    const before = files()
    const { auth } = await world.client.sock.refreshMediaConn(true)
    const token = 'a'.repeat(43)
    const url = `https://${world.simulator.mediaHost}/mms/image/${token}?auth=${encodeURIComponent(auth)}`
    const upload = request(url, { method: 'POST', headers: { 'content-length': 1000 } })
    upload.on('error', () => undefined)
    upload.write('x'.repeat(500))
    await until('the server writes it', () => files() === before + 1)
    upload.destroy()
    await until('the server removes it', () => files() === before)
  })

  it('takes no upload without a pass, and none whose hash is not the one it names', async () => {
    const upload = (auth: string, token: string) =>
      fetch(`https://${world.simulator.mediaHost}/mms/image/${token}?auth=${auth}&token=${token}`, {
        method: 'POST',
        body: 'x',
      })
    expect((await upload('628111111111.1.00', 'a'.repeat(43))).status).toBe(401)
    const { sock } = world.client
    const { auth } = await sock.refreshMediaConn(true)
    expect((await upload(encodeURIComponent(auth), 'a'.repeat(43))).status).toBe(400)
  })
})

it('a restarted media server has the same files, authority and port', async () => {
  const world = await startShopAndCustomer()
  const message = await world.budiSends({ content })
  const { mediaHost, caFile, dataDir } = world.simulator
  world.client.end()
  await world.simulator.kill()
  const again = await startSimulatorProcess(dataDir)
  expect(again).toMatchObject({ mediaHost, caFile })
  expect(await downloadMediaMessage(message, 'buffer', {})).toEqual(FILE)
  await again.stop()
})
