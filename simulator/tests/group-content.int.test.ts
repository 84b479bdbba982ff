// Rules of content in groups: files open, changes change, both between phones and a real Baileys client.
import { downloadMediaMessage } from '@whiskeysockets/baileys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPhone, records, until } from './running.ts'
import { BUDI, SHOP, startShopAndCustomer } from './shop-and-customer.ts'
import type { ShopAndCustomer } from './shop-and-customer.ts'

const SITI = '628333333333'
const FILE = Buffer.from('katalog '.repeat(1000))
const content = { kind: 'image', file: FILE.toString('base64'), mimetype: 'image/jpeg', caption: 'baru' }

describe('content in a group', () => {
  let world: ShopAndCustomer
  let group = ''
  beforeAll(async () => {
    world = await startShopAndCustomer()
    await addPhone(world.simulator, SITI, 'Siti')
    const made = await world.simulator.call('POST', '/api/groups', {
      creator: BUDI,
      subject: 'Reseller',
      participants: [SHOP, SITI],
    })
    group = String(records({ status: 0, body: [made.body] })[0]?.['id'])
  })
  afterAll(() => world.stop())

  it('a picture of a member opens at the client, and faults for a member are felt', async () => {
    const message = await world.budiSends({ to: group, content })
    expect(FILE.equals(await downloadMediaMessage(message, 'buffer', {}))).toBe(true)
    expect(await world.shown(SITI, message.key.id)).toMatchObject({ kind: 'image', group, author: BUDI })
    await world.simulator.call('POST', '/api/faults', {
      kind: 'media_gone',
      code: 410,
      count: 1,
      phone: SHOP,
    })
    await expect(downloadMediaMessage(message, 'buffer', {})).rejects.toMatchObject({
      output: { statusCode: 410 },
    })
  })

  it('a picture of the client is opened by all members', async () => {
    const sent = await world.client.sock.sendMessage(group, { image: FILE, caption: 'stok' })
    for (const phone of [BUDI, SITI]) {
      await until('it is opened', async () =>
        (await world.ledger(sent?.key.id)).some(({ kind, by }) => kind === 'media_read' && by === phone),
      )
      expect(await world.shown(phone, sent?.key.id)).toMatchObject({ kind: 'image', caption: 'stok' })
    }
  })

  it('a member answers, reacts to and edits; another member cannot delete it', async () => {
    const question = await world.budiSends({ to: group, text: 'siapa mau?' })
    const answer = await world.budiSends({ to: group, text: 'saya', quoted: question.key.id })
    expect(answer.message?.extendedTextMessage?.contextInfo?.stanzaId).toBe(question.key.id)
    await world.budiDoes('POST', `/messages/${answer.key.id}/edit`, { text: 'saya dua' })
    await world.client.sock.sendMessage(group, { react: { text: '👍', key: answer.key } })
    for (const phone of [BUDI, SITI, SHOP]) {
      await until('the reaction and the edit are there', async () => {
        const message = await world.shown(phone, answer.key.id)
        return JSON.stringify(message?.['reactions']).includes(SHOP) && message?.['text'] === 'saya dua'
      })
    }
    const refused = await world.simulator.call('DELETE', `/api/phones/${SITI}/messages/${answer.key.id}`)
    expect(refused).toMatchObject({ status: 422, body: { code: 'not_yours' } })
    await world.budiDoes('DELETE', `/messages/${answer.key.id}`)
    expect(await world.shown(SITI, answer.key.id)).toMatchObject({ revoked: true })
  })
})
