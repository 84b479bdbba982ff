// Proves what is kept of a stranger's file name.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanFileName } from './file-name.ts'

test.each([
  ['faktur 12.pdf', 'faktur 12.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\bukti.jpg', 'bukti.jpg'],
  ['a\nb\u0000.txt', 'ab.txt'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['..', null],
  ['.htaccess', 'htaccess'],
  ['<img src=x>.png', '_img src=x_.png'],
  ['   ', null],
  [null, null],
])('file name › %j is kept as %j', (name, kept) => {
  expect(cleanFileName(name)).toBe(kept)
})

test('file name › a very long one is cut before its ending', () => {
  const kept = cleanFileName(`${'x'.repeat(5000)}.pdf`) ?? ''
  expect(kept).toHaveLength(120)
  expect(kept.endsWith('.pdf')).toBe(true)
})

test('file name › whatever comes, no path, no control character, never long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const kept = cleanFileName(name) ?? 'x'
      expect(kept.length).toBeLessThanOrEqual(120)
      // oxlint-disable-next-line no-control-regex -- these must be gone
      expect(kept).not.toMatch(/[/\\\u0000-\u001f\u202a-\u202e]/)
    }),
  )
})
