// Proves that templates may have a picture: staff save it, partners send it with the text as its caption.
import { createTemplate, editTemplate } from '@indoshopster/contracts/templating/templating.endpoints'
import type { Media } from '@indoshopster/contracts/session/media'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { browserOf, startHouse, type House } from './house.ts'
import { PNG } from './pictures.ts'
import { eventually, openShop, problem, seedRequest, sendJson, type Shop } from './shop.ts'

let house: House
let url: string
let shop: Shop
let asked: unknown[] = []

beforeAll(async () => {
  house = await startHouse()
  shop = await openShop(house)
  house.stand(createTemplate, async (request) => {
    asked.push(request.picture)
    return { templateId: 1, sequence: 1 }
  })
  house.stand(editTemplate, async (request) => {
    asked.push('picture' in request ? request.picture : 'as it is')
    return { sequence: 2 }
  })
  const gateway = await house.startGateway()
  url = gateway.url
  await eventually(async () => (await gateway.waitingFor()).length === 0)
})
afterAll(() => house[Symbol.asyncDispose]())
beforeEach(() => void (asked = []))

const call = (method: string, path: string, body: object) =>
  fetch(`${url}/app/templates${path}`, {
    method,
    headers: { ...browserOf(shop.tenant), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

async function uploaded(bytes: Uint8Array): Promise<Media> {
  const response = await fetch(`${url}/app/media?name=promo.png`, {
    method: 'POST',
    headers: { ...browserOf(shop.tenant), 'content-type': 'image/png' },
    body: new Blob([new Uint8Array(bytes)]),
  })
  // Answers are what the contract says.
  return (await response.json()) as Media
}

const words = { name: 'Promo', body: 'Diskon untuk {{name}}' }

describe('a template with a picture', () => {
  it('is saved with what is known of it, keeps it, and loses it when asked to', async () => {
    const media = await uploaded(PNG)
    expect((await call('POST', '', { ...words, kind: 'message', mediaId: media.mediaId })).status).toBe(201)
    expect((await call('PUT', '/1', words)).status).toBe(200)
    expect((await call('PUT', '/1', { ...words, mediaId: null })).status).toBe(200)
    expect(asked).toEqual([media, 'as it is', null])
  })

  it('is refused with a file that is no picture, or not here', async () => {
    const { mediaId } = await uploaded(Buffer.from('<svg/>'))
    const wrong = await problem(await call('POST', '', { ...words, kind: 'message', mediaId }))
    expect(wrong).toMatchObject({ code: 'media_rejected', status: 422 })
    const gone = await problem(await call('POST', '', { ...words, kind: 'message', mediaId: uuidv7() }))
    expect(gone).toMatchObject({ code: 'media_not_found' })
    expect(asked).toEqual([])
  })

  it('is sent as a picture with the text as its caption', async () => {
    const media = await uploaded(PNG)
    await shop.saveTemplate(300, 'Resi {{order_id}}', ['order_id'], 'message', media)
    const send = (data: object) => sendJson(url, { ...seedRequest(shop), template_id: 300, data })
    await eventually(async () => (await send({ order_id: 67 })).status === 202)
    const [sent] = (await shop.accepted()).slice(-1)
    expect(sent).toMatchObject({
      data: { mediaId: media.mediaId, sealed: { content: { kind: 'image', media, caption: 'Resi 67' } } },
    })
    const long = await problem(await send({ order_id: 'x'.repeat(1020) }))
    expect(long).toMatchObject({ code: 'template_output_invalid', status: 422 })
  })
})
