// Owns the rules of what a reply may say.
import type { Media } from '@indoshopster/contracts/session/media'
import { describe, expect, it } from 'vitest'
import { replyContent } from './reply-content.model.ts'

const file = (mimetype: string, width: number | null = null): Media => ({
  mediaId: '00000000-0000-7000-8000-000000000001',
  mimetype,
  bytes: 9,
  fileName: null,
  width,
  height: width,
  seconds: null,
  thumbnail: null,
})
const picture = file('image/jpeg', 20)
const location = { latitude: -6.2, longitude: 106.8, name: 'Toko', address: null }
const contactCard = { name: 'Gudang', phone: '6281234567890' }
const content = (body: Parameters<typeof replyContent>[0], media: Media | null = null) => {
  const judged = replyContent(body, media)
  return 'content' in judged ? judged.content : judged.fault.code
}

describe('content of a reply', () => {
  it('is a text', () => {
    expect(content({ text: 'Siap, kak!' })).toEqual({ kind: 'text', text: 'Siap, kak!' })
    for (const text of ['', ' ', '\u200b', 'a\0b', '\ud800']) expect(content({ text })).toBe('text_invalid')
  })

  it.each([
    [picture, 'image'],
    [file('image/heic'), 'document'],
    [file('video/mp4'), 'video'],
    [file('audio/mpeg'), 'audio'],
    [file('application/pdf'), 'document'],
    [file('application/octet-stream'), 'document'],
    [file('image/png', null), 'document'],
  ])('is a file, sent as what it is: %#', (media, kind) => {
    expect(content({ text: '' }, media)).toMatchObject({ kind, media })
  })

  it('is sent as asked where the file is that', () => {
    expect(content({ text: '', as: 'document' }, picture)).toMatchObject({ kind: 'document', caption: null })
    expect(content({ text: '', as: 'voice' }, file('audio/ogg'))).toEqual({
      kind: 'voice',
      media: file('audio/ogg'),
    })
    expect(content({ text: '', as: 'sticker' }, file('image/webp', 512))).toMatchObject({ kind: 'sticker' })
    for (const as of ['video', 'audio', 'voice', 'sticker'] as const)
      expect(content({ text: '', as }, picture)).toBe('media_rejected')
    expect(content({ text: '', as: 'image' }, file('application/octet-stream'))).toBe('media_rejected')
    expect(content({ text: '', as: 'image' })).toBe('reply_invalid')
  })

  it('has a caption that is not too long, and none where networks have none', () => {
    expect(content({ text: 'Resi' }, picture)).toMatchObject({ caption: 'Resi' })
    expect(content({ text: 'x'.repeat(1024) }, picture)).toMatchObject({ kind: 'image' })
    expect(content({ text: 'x'.repeat(1025) }, picture)).toBe('text_invalid')
    expect(content({ text: '\u200b' }, picture)).toBe('text_invalid')
    expect(content({ text: 'Resi' }, file('audio/mpeg'))).toBe('reply_invalid')
  })

  it('is a place or a contact', () => {
    expect(content({ text: '', location })).toEqual({ kind: 'location', ...location })
    expect(content({ text: '', contactCard })).toEqual({
      kind: 'contact_card',
      cards: [{ name: 'Gudang', phones: ['6281234567890'] }],
    })
    expect(content({ text: '', location: { ...location, name: '\0' } })).toBe('reply_invalid')
    expect(content({ text: '', contactCard: { ...contactCard, name: ' ' } })).toBe('reply_invalid')
  })

  it('is one thing only', () => {
    expect(content({ text: 'x', location })).toBe('reply_invalid')
    expect(content({ text: '', location, contactCard })).toBe('reply_invalid')
    expect(content({ text: '', location }, picture)).toBe('reply_invalid')
  })
})
