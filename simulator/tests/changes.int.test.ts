// Rules of reactions, edits and deletions, both ways: they change the message they speak of, and nothing else.
import { createHash } from 'node:crypto'
import { decryptPollVote } from '@whiskeysockets/baileys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { records, until } from './running.ts'
import { BUDI, BUDI_PN, SHOP, startShopAndCustomer } from './shop-and-customer.ts'
import type { ShopAndCustomer } from './shop-and-customer.ts'

describe('changes of a message', () => {
  let world: ShopAndCustomer
  beforeAll(async () => {
    world = await startShopAndCustomer()
  })
  afterAll(() => world.stop())

  const shopSends = async (text: string) => {
    const sent = await world.client.sock.sendMessage(BUDI_PN, { text })
    if (!sent?.key.id) throw new Error('nothing was sent')
    const { id } = sent.key
    await until('Budi has it', () => world.shown(BUDI, id))
    return { ...sent.key, id }
  }
  const becomes = (id: string | null | undefined, expected: object, phone = BUDI) =>
    until(`it becomes ${JSON.stringify(expected)}`, async () => {
      const message = await world.shown(phone, id)
      return Object.entries(expected).every(
        ([name, value]) => JSON.stringify(message?.[name]) === JSON.stringify(value),
      )
    })

  it('a phone reacts, changes its mind, and takes it back', async () => {
    const key = await shopSends('makasih kak')
    const arrived = await world.arrival(
      await world.budiDoes('POST', `/messages/${key.id}/reactions`, { emoji: '👍' }),
    )
    expect(arrived.message?.reactionMessage).toMatchObject({ text: '👍', key: { id: key.id, fromMe: true } })
    await world.budiDoes('POST', `/messages/${key.id}/reactions`, { emoji: '❤️' })
    await becomes(key.id, { reactions: [{ from: BUDI, emoji: '❤️' }] })
    await becomes(key.id, { reactions: [{ from: BUDI, emoji: '❤️' }] }, SHOP)
    await world.budiDoes('POST', `/messages/${key.id}/reactions`, { emoji: '' })
    await becomes(key.id, { reactions: [] })
  })

  it('a phone reacts to what it wrote itself', async () => {
    const message = await world.budiSends({ text: 'punyaku' })
    const arrived = await world.arrival(
      await world.budiDoes('POST', `/messages/${message.key.id}/reactions`, { emoji: '😂' }),
    )
    expect(arrived.message?.reactionMessage?.key).toMatchObject({ id: message.key.id, fromMe: false })
  })

  it('a linked device reacts', async () => {
    const message = await world.budiSends({ text: 'sudah transfer' })
    await world.client.sock.sendMessage(BUDI_PN, { react: { text: '🙏', key: message.key } })
    await becomes(message.key.id, { reactions: [{ from: SHOP, emoji: '🙏' }] })
    await becomes(message.key.id, { reactions: [{ from: SHOP, emoji: '🙏' }] }, SHOP)
  })

  it('a phone edits its text, and its caption', async () => {
    const message = await world.budiSends({ text: 'pesan 1' })
    await world.budiDoes('POST', `/messages/${message.key.id}/edit`, { text: 'pesan 2' })
    await until('the client is told', () =>
      world.client.updates.some(
        ({ key, update }) =>
          key.id === message.key.id && update.message?.editedMessage?.message?.conversation === 'pesan 2',
      ),
    )
    await becomes(message.key.id, { text: 'pesan 2', edited: true })
    await becomes(message.key.id, { text: 'pesan 2', edited: true }, SHOP)
    const picture = await world.budiSends({
      content: { kind: 'image', file: 'AAAA', mimetype: 'image/png', caption: 'lama' },
    })
    await world.budiDoes('POST', `/messages/${picture.key.id}/edit`, { text: 'baru' })
    await becomes(picture.key.id, { kind: 'image', caption: 'baru', edited: true }, SHOP)
  })

  it('a linked device edits and deletes what it wrote', async () => {
    const key = await shopSends('harga 10rb')
    await world.client.sock.sendMessage(BUDI_PN, { text: 'harga 12rb', edit: key })
    await becomes(key.id, { text: 'harga 12rb', edited: true })
    await becomes(key.id, { text: 'harga 12rb', edited: true }, SHOP)
    await world.client.sock.sendMessage(BUDI_PN, { delete: key })
    await becomes(key.id, { text: '', revoked: true })
  })

  it('a phone deletes what it wrote, for everyone', async () => {
    const message = await world.budiSends({
      content: { kind: 'image', file: 'AAAA', mimetype: 'image/png', caption: 'salah kirim' },
    })
    await world.budiDoes('DELETE', `/messages/${message.key.id}`)
    await until('the client is told', () =>
      world.client.updates.some(({ key, update }) => key.id === message.key.id && update.message === null),
    )
    expect(await world.shown(SHOP, message.key.id)).toMatchObject({ revoked: true, text: '' })
    expect(await world.shown(SHOP, message.key.id)).not.toHaveProperty('media')
    const file = await fetch(`${world.simulator.url}/api/media/${BUDI}/${message.key.id}`)
    expect(file.status).toBe(404)
  })

  it('nobody edits or deletes what somebody else wrote', async () => {
    const key = await shopSends('milik toko')
    const refused = await world.simulator.call('DELETE', `/api/phones/${BUDI}/messages/${key.id}`)
    expect(refused).toMatchObject({ status: 422, body: { code: 'not_yours' } })
    const message = await world.budiSends({ text: 'milik Budi' })
    const forged = await world.client.sock.sendMessage(BUDI_PN, { delete: message.key })
    await until('the server acks', () => world.client.acks.has(forged?.key.id ?? ''))
    expect(await world.shown(BUDI, message.key.id)).toMatchObject({ revoked: false, text: 'milik Budi' })
  })

  it('a phone votes in a poll, changes its mind, and takes the vote back: its poll’s maker can read each', async () => {
    const sent = await world.client.sock.sendMessage(BUDI_PN, {
      poll: { name: 'Warna?', values: ['merah', 'biru'], selectableCount: 1 },
    })
    const id = sent?.key.id ?? ''
    await until('Budi has it', () => world.shown(BUDI, id))
    const votes = async (options: string[]) => {
      const arrived = await world.arrival(await world.budiDoes('POST', `/messages/${id}/votes`, { options }))
      const { pollCreationMessageKey, vote } = arrived.message?.pollUpdateMessage ?? {}
      // As its maker sees it.
      expect(pollCreationMessageKey).toMatchObject({ id, fromMe: true })
      const keys = {
        // The chat was begun by number, so both are named by it.
        pollCreatorJid: `${SHOP}@s.whatsapp.net`,
        voterJid: BUDI_PN,
        pollMsgId: id,
        pollEncKey: sent?.message?.messageContextInfo?.messageSecret ?? new Uint8Array(),
      }
      const chosen = decryptPollVote(vote ?? {}, keys).selectedOptions ?? []
      return chosen.map((hash) => Buffer.from(hash).toString('hex'))
    }
    const hashOf = (option: string) => createHash('sha256').update(option).digest('hex')
    expect(await votes(['merah'])).toEqual([hashOf('merah')])
    expect(await votes(['biru'])).toEqual([hashOf('biru')])
    expect(await votes([])).toEqual([])
    const vote = (message: string, options: string[]) =>
      world.simulator.call('POST', `/api/phones/${BUDI}/messages/${message}/votes`, { options })
    expect(await vote(id, ['hijau'])).toMatchObject({ status: 422, body: { code: 'not_in_poll' } })
    const text = await world.budiSends({ text: 'bukan polling' })
    expect(await vote(text.key.id ?? '', [])).toMatchObject({ status: 422, body: { code: 'not_in_poll' } })
  })

  it('changes are no messages: not listed, not unread', async () => {
    const key = await shopSends('terakhir')
    await world.simulator.call('POST', `/api/phones/${BUDI}/read`, { peer: SHOP })
    await world.client.sock.sendMessage(BUDI_PN, { react: { text: '👋', key } })
    await becomes(key.id, { reactions: [{ from: SHOP, emoji: '👋' }] })
    const [chat] = records(await world.simulator.call('GET', `/api/phones/${BUDI}/chats`))
    expect(chat).toMatchObject({ unread: 0, newest: { id: key.id } })
    const list = records(await world.simulator.call('GET', `/api/phones/${BUDI}/messages`))
    expect(list.map(({ kind }) => kind)).not.toContain('reaction')
  })
})
