// Proves as what files go out, and how sizes and lengths are written.
import { describe, expect, it } from 'vitest'
import { choicesFor, fileSize, kindOf, playTime } from './file-kind.model.ts'
import { mediaBox, thumbnailUrl } from './media-box.ts'

describe('a file', () => {
  it.each([
    ['image/jpeg', 'image'],
    ['image/svg+xml', 'document'],
    ['video/mp4; codecs=avc1', 'video'],
    ['audio/mpeg', 'audio'],
    ['text/html', 'document'],
    ['', 'document'],
  ])('of type %j goes out as %s', (type, kind) => expect(kindOf(type)).toBe(kind))

  it('may always go out as a document', () => {
    const types = ['image/png', 'image/webp', 'audio/mpeg', 'audio/ogg', 'application/pdf']
    expect(types.map(choicesFor)).toEqual([
      ['image', 'document'],
      ['image', 'sticker', 'document'],
      ['audio', 'document'],
      ['audio', 'voice', 'document'],
      ['document'],
    ])
  })

  it('has its size in words of the language', () => {
    expect([1, 12_345, 1_250_000, 64_000_000].map((bytes) => fileSize(bytes, 'id'))).toEqual([
      '1 kB',
      '12 kB',
      '1,3 MB',
      '64 MB',
    ])
  })

  it('has its length in minutes', () => {
    expect([0, 7, 65, 3_723].map(playTime)).toEqual(['0:00', '0:07', '1:05', '1:02:03'])
  })

  it('has a box of its proportions before its bytes are here, never thinner than a finger', () => {
    expect(mediaBox({ width: 4000, height: 3000 })).toEqual({ width: 320, height: 240 })
    expect(mediaBox({ width: 100, height: 5000 }).width).toBe(120)
    expect(mediaBox({ width: null, height: null })).toEqual({ width: 260, height: 195 })
  })

  it('shows no thumbnail that is none', () => {
    expect(thumbnailUrl({ thumbnail: '/9j/AA==' })).toBe('data:image/jpeg;base64,/9j/AA==')
    expect(thumbnailUrl({ thumbnail: '" onerror="x' })).toBeUndefined()
  })
})
