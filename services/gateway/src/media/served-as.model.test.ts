// Owns the rules of how files of strangers are served.
import { describe, expect, it } from 'vitest'
import { servedAs } from './served-as.model.ts'

const served = (mimetype: string, fileName: string | null = null, download = false) =>
  servedAs({ mimetype, fileName }, download)

describe('a served file', () => {
  it('is shown when it is a picture, sound or film, unless it is to be downloaded', () => {
    for (const type of ['image/jpeg', 'audio/ogg', 'video/mp4']) {
      expect(served(type)['content-type']).toBe(type)
      expect(served(type)['content-disposition']).toMatch(/^inline;/)
      expect(served(type, null, true)['content-disposition']).toMatch(/^attachment;/)
    }
  })

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/javascript',
    'application/x-msdownload',
  ])('is only bytes to download when it claims to be %s', (type) => {
    expect(served(type)['content-type']).toBe('application/octet-stream')
    expect(served(type)['content-disposition']).toMatch(/^attachment;/)
  })

  it('keeps the type of a document, as a download', () => {
    expect(served('application/pdf')['content-type']).toBe('application/pdf')
    expect(served('text/csv')['content-type']).toBe('text/csv; charset=utf-8')
    expect(served('application/pdf')['content-disposition']).toMatch(/^attachment;/)
  })

  it('has a name that breaks no header', () => {
    const name = 'résumé "Budi"\r\nset-cookie: x; ’24.pdf'
    const { 'content-disposition': told } = served('application/pdf', name)
    expect(told).toMatch(/^attachment; filename="[A-Za-z0-9 ._()-]+"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/)
    expect(decodeURIComponent(told.split("''")[1] ?? '')).toBe(name)
  })
})
