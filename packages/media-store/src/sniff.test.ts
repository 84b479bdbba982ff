// Proves what a file is taken for, whatever its giver says.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sniff } from './sniff.ts'

const seen = (bytes: string, mimetype = '', fileName: string | null = null) =>
  sniff(Buffer.from(bytes, 'latin1'), { mimetype, fileName })

test.each([
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['GIF89a', 'image/gif'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
  ['\0\0\0\x20ftypisom', 'video/mp4'],
  ['\0\0\0\x18ftyp3gp4', 'video/3gpp'],
  ['\0\0\0\x20ftypM4A ', 'audio/mp4'],
  ['OggS\0\x02', 'audio/ogg'],
  ['ID3\x04', 'audio/mpeg'],
  ['\xff\xfb\x90', 'audio/mpeg'],
  ['\xff\xf1\x50', 'audio/aac'],
  ['#!AMR\n', 'audio/amr'],
  ['%PDF-1.4', 'application/pdf'],
  ['PK\x03\x04', 'application/zip'],
])('sniff › %j is %s though its giver says it is a page', (bytes, type) => {
  expect(seen(bytes, 'text/html', 'index.html')).toBe(type)
})

test('sniff › what shares a container is what the giver says, by type or by ending', () => {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  expect(seen('PK\x03\x04', word)).toBe(word)
  expect(seen('PK\x03\x04', '', 'Surat.DOCX')).toBe(word)
  expect(seen('\0\0\0\x20ftypisom', 'audio/mp4; codecs=x')).toBe('audio/mp4')
})

test('sniff › pages, drawings with script and programs are unknown bytes', () => {
  for (const bytes of [
    '<!DOCTYPE html><script>',
    '  <svg onload=x>',
    '\n<?xml version="1.0"?>',
    'halo <b>tebal</b>',
    'MZ\x90\0\x03',
    '#!/bin/sh',
  ]) {
    expect(seen(bytes, 'image/svg+xml', 'x.svg')).toBe('application/octet-stream')
  }
})

test('sniff › readable text is text', () => {
  expect(seen('nama,nomor\n', 'application/vnd.ms-excel', 'data.csv')).toBe('text/csv')
  expect(seen('halo dunia', 'text/html')).toBe('text/plain')
})

test('sniff › any bytes are answered, and never with a type a browser would run', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, mimetype) => {
      expect(sniff(bytes, { mimetype, fileName: null })).not.toMatch(/html|svg|xml$|script/)
    }),
  )
})
