// Proves how files come in and go out: sniffed, capped, opened by a key and no cookie, and never run by a browser.
import type { Media } from '@indoshopster/contracts/session/media'
import type { Me } from '@indoshopster/contracts/web-api/auth'
import { uuidv7 } from '@indoshopster/service/uuid'
import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserOf, knownConversation, startHouse, type House, type Tenant } from './house.ts'
import { eventually, problem } from './shop.ts'
import { PNG } from './pictures.ts'

let house: House
let url: string
let port: number
let tenant: Tenant

beforeAll(async () => {
  house = await startHouse()
  tenant = house.addTenant('agent')
  tenant.conversations = [knownConversation(uuidv7())]
  const gateway = await house.startGateway({ MEDIA_MAX_BYTES: String(3 * 1024 * 1024) })
  ;({ url, port } = gateway)
  await eventually(async () => (await gateway.waitingFor()).length === 0)
})
afterAll(() => house[Symbol.asyncDispose]())

const upload = (body: Uint8Array | string, type: string, query = '', of = tenant) =>
  fetch(`${url}/app/media${query}`, {
    method: 'POST',
    headers: { ...browserOf(of), 'content-type': type },
    // A view of plain memory, as fetch takes it.
    body: typeof body === 'string' ? body : new Blob([new Uint8Array(body)]),
  })
// Answers are what the contract says.
const stored = async (response: Promise<Response>) => (await (await response).json()) as Media
const keyOf = async (of = tenant) => {
  const me = (await (await fetch(`${url}/app/me`, { headers: browserOf(of) })).json()) as Me
  return me.media.key
}
const open = async (id: string, headers: Record<string, string> = {}, more = '', of = tenant) =>
  fetch(`${url}/media/${id}?key=${await keyOf(of)}${more}`, { headers })

describe('upload', () => {
  it('finds out what a picture is, and answers its size and a thumbnail', async () => {
    const response = await upload(PNG, 'text/html', '?name=..%2F..%2Fresi%0A%22x%22.png')
    expect(response.status).toBe(201)
    // Answers are what the contract says.
    const media = (await response.json()) as Media
    expect(media).toMatchObject({
      mimetype: 'image/png',
      bytes: PNG.length,
      width: 8,
      height: 8,
      fileName: 'resi_x_.png',
    })
    expect(media.thumbnail?.length).toBeGreaterThan(100)
  })

  it('takes a file in pieces, and gives it back byte by byte', async () => {
    const bytes = randomBytes(2_500_000)
    const media = await stored(upload(bytes, 'application/zip'))
    expect(media).toMatchObject({ mimetype: 'application/octet-stream', bytes: bytes.length })
    const response = await open(media.mediaId)
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('refuses what is empty or too large, and says how large it may be', async () => {
    expect(await problem(await upload('', 'image/png'))).toMatchObject({
      code: 'media_rejected',
      status: 422,
    })
    const large = await upload(randomBytes(3 * 1024 * 1024 + 1), 'image/png')
    expect(await problem(large)).toMatchObject({ code: 'media_too_large', status: 413 })
  })

  it('refuses what grows too large while it comes', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { ...browserOf(tenant), 'content-type': 'image/png', 'transfer-encoding': 'chunked' }
      const sending = httpRequest({ port, path: '/app/media', method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      sending.on('error', reject)
      for (let i = 0; i < 12; i++) sending.write(randomBytes(512 * 1024))
    })
    expect(status).toBe(413)
  })

  it('is for those who may answer, and into conversations that are here', async () => {
    const viewer = house.addTenant('viewer', tenant)
    expect((await upload(PNG, 'image/png', '', viewer)).status).toBe(403)
    const nowhere = await upload(PNG, 'image/png', `?conversation=${uuidv7()}`)
    expect(await problem(nowhere)).toMatchObject({ code: 'conversation_not_found' })
    const here = await upload(PNG, 'image/png', `?conversation=${tenant.conversations[0]?.id}`)
    expect(here.status).toBe(201)
    expect((await upload(PNG, 'image/png', '?conversation=x')).status).toBe(400)
  })
})

describe('a file', () => {
  it('is opened by the key alone, in a sandbox, and kept by the browser', async () => {
    const { mediaId } = await stored(upload(PNG, 'image/png', '?name=resi.png'))
    const response = await open(mediaId)
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer()).equals(PNG)).toBe(true)
    const told = Object.fromEntries(response.headers)
    expect(told).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=31536000, immutable',
    })
    expect(told['content-security-policy']).toMatch(/^sandbox; default-src 'none'/)
    expect(told['content-disposition']).toBe(`inline; filename="resi.png"; filename*=UTF-8''resi.png`)
    expect(told['set-cookie']).toBeUndefined()
    expect((await open(mediaId, {}, '&download=1')).headers.get('content-disposition')).toMatch(/^attachment/)
  })

  it('is not opened by a cookie, a forged key, or the key of another workspace', async () => {
    const { mediaId } = await stored(upload(PNG, 'image/png'))
    expect((await fetch(`${url}/media/${mediaId}`, { headers: browserOf(tenant) })).status).toBe(400)
    const forged = await fetch(`${url}/media/${mediaId}?key=${(await keyOf()).slice(0, -2)}00`)
    expect(await problem(forged)).toMatchObject({ code: 'media_key_invalid', status: 403 })
    const foreign = await problem(await open(mediaId, {}, '', house.addTenant()))
    const unknown = await problem(await open(uuidv7()))
    expect(foreign).toMatchObject({ code: 'media_not_found', status: 404 })
    expect({ ...foreign, requestId: '' }).toEqual({ ...unknown, requestId: '' })
    expect((await open('..%2f..%2fetc')).status).toBe(404)
  })

  it('is told in parts, so that film can be wound', async () => {
    const bytes = randomBytes(1_500_000)
    const { mediaId } = await stored(upload(bytes, 'video/mp4'))
    const part = await open(mediaId, { range: 'bytes=1000000-1000099' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe('bytes 1000000-1000099/1500000')
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1_000_000, 1_000_100))).toBe(true)
    const behind = await open(mediaId, { range: 'bytes=1500000-' })
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, 'bytes */1500000'])
  })

  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'],
    ['<!doctype html><script>alert(1)</script>', 'image/png'],
    ['MZ\u0090\u0000\u0003 a program', 'image/jpeg'],
  ])('that could run is only bytes to download: %#', async (text, claimed) => {
    const media = await stored(upload(text, claimed, '?name=x.html'))
    expect(media.width).toBeNull()
    const response = await open(media.mediaId)
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  it('is closed to an account that was closed', async () => {
    const leaving = house.addTenant('agent', tenant)
    const { mediaId } = await stored(upload(PNG, 'image/png'))
    const key = await keyOf(leaving)
    expect((await fetch(`${url}/media/${mediaId}?key=${key}`)).status).toBe(200)
    const { workspace, id } = leaving.account
    const data = { accountId: id, role: 'agent' as const, active: false, by: id }
    const place = { owner: 'staff', lane: 'account', entity: id }
    await house.log.append(workspace, place, { type: 'staff.account_changed.v1', data })
    await eventually(async () => (await fetch(`${url}/media/${mediaId}?key=${key}`)).status === 403)
  })
})
