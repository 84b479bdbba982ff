// Proves which messages a tray of files becomes, and which places and emoji a text names.
import { describe, expect, it } from 'vitest'
import { emojiFor, emojiOf } from './emoji-search.ts'
import { pointIn } from './point-in.ts'
import { messagesOf, type TrayItem } from './tray.model.ts'

const item = (part: Partial<TrayItem>): TrayItem => ({
  id: 'a',
  name: 'a',
  bytes: 1,
  mimetype: 'image/jpeg',
  as: 'image',
  caption: '',
  file: null,
  media: null,
  ...part,
})
const bodies = (tray: TrayItem[], text: string) => messagesOf(tray, text).map(({ body }) => body)

describe('a tray', () => {
  it('becomes one message per file; the text is the caption of the first', () => {
    expect(bodies([item({}), item({ caption: 'Depan' }), item({})], 'Halo')).toEqual([
      { text: 'Halo', as: 'image' },
      { text: 'Depan', as: 'image' },
      { text: '', as: 'image' },
    ])
  })

  it('sends the text behind sound, which has no caption', () => {
    expect(bodies([item({ as: 'audio', caption: 'x' })], 'Halo')).toEqual([
      { text: '', as: 'audio' },
      { text: 'Halo' },
    ])
  })
})

describe('a place', () => {
  it.each([
    ['-6.175392, 106.827153', { latitude: -6.175392, longitude: 106.827153 }],
    ['https://www.google.com/maps/@-6.2,106.8,15z', { latitude: -6.2, longitude: 106.8 }],
    ['https://maps.google.com/?q=-6.2%2C106.8', { latitude: -6.2, longitude: 106.8 }],
    ['Jl. Melati', null],
    ['95, 200', null],
  ])('in %j is %j', (text, point) => expect(pointIn(text)).toEqual(point))
})

describe('emoji', () => {
  const all = [
    { emoji: '📦', annotation: 'package', tags: ['box'], group: 7, version: 0.6 },
    { emoji: '🙏', annotation: 'folded hands', tags: ['pray', 'please'], group: 1, version: 0.6 },
    { emoji: '🫩', annotation: 'face with bags under eyes', tags: ['tired'], group: 0, version: 16 },
  ]
  it('are found by English and by common Indonesian words', () => {
    expect(
      [emojiFor(all, 'box'), emojiFor(all, 'paket'), emojiFor(all, 'maaf')].map((one) => one[0]?.emoji),
    ).toEqual(['📦', '📦', '🙏'])
  })
  it('leave out those that older phones do not know', () => {
    expect(emojiOf(all, 0)).toEqual([])
    expect(emojiFor(all, 'tired')).toEqual([])
  })
})
