// Proves what is told of a file that came with a message, and what is noted to have it later.
import { expect, test } from 'vitest'
import type { JournalledStanza } from '../../../intake/arrival.ts'
import { content, file, from, inGroup, ownPhone, said, stranger } from './said.setup.ts'

test('files › of every kind are told with what their sender says of them', () => {
  const media = { mediaId: 'media-1', bytes: 1234 }
  expect(
    content({ imageMessage: { ...file, mimetype: 'image/jpeg', caption: 'bukti', width: 3, height: 4 } }),
  ).toMatchObject({ kind: 'image', caption: 'bukti', media: { ...media, mimetype: 'image/jpeg', width: 3 } })
  expect(content({ videoMessage: { ...file, mimetype: 'video/mp4', seconds: 9 } })).toMatchObject({
    kind: 'video',
    media: { seconds: 9 },
  })
  expect(content({ ptvMessage: { ...file, mimetype: 'video/mp4' } })).toMatchObject({ kind: 'video' })
  expect(content({ audioMessage: { ...file, ptt: true, mimetype: 'audio/ogg; codecs=opus' } })).toMatchObject(
    { kind: 'voice', media: { mimetype: 'audio/ogg' } },
  )
  expect(content({ audioMessage: { ...file, mimetype: 'audio/mpeg' } })).toMatchObject({ kind: 'audio' })
  expect(content({ stickerMessage: { ...file, mimetype: 'image/webp' } })).toMatchObject({ kind: 'sticker' })
  expect(
    content({
      documentWithCaptionMessage: {
        message: { documentMessage: { ...file, caption: 'ini kak', fileName: 'a.pdf' } },
      },
    }),
  ).toMatchObject({ kind: 'document', caption: 'ini kak', media: { fileName: 'a.pdf' } })
  expect(content({ viewOnceMessageV2: { message: { imageMessage: file } } })).toMatchObject({
    kind: 'image',
  })
})

test('files › names lose paths and control characters, types that run are unknown bytes, lies are left out', () => {
  const told = {
    ...file,
    fileName: '../../etc/x\n.pdf',
    mimetype: 'text/html',
    fileLength: -5,
    jpegThumbnail: Buffer.from('<svg onload=x>'),
  }
  expect(content({ documentMessage: told })).toMatchObject({
    media: { fileName: 'x.pdf', mimetype: 'application/octet-stream', bytes: 0, thumbnail: null },
  })
  const long = content({ documentMessage: { ...file, fileName: 'x'.repeat(5000) } })
  expect(JSON.stringify(long).length).toBeLessThan(1000)
})

test('files › the note of where they are kept holds path and key, and never a host', () => {
  const read = said({ imageMessage: file })
  const note = read?.kind === 'message' ? (read.wireMedia ?? '') : ''
  expect(note).toContain('/v/t62.7118-24/1?ccb=1')
  expect(note).not.toContain('127.0.0.1')
})

const noteOf = (stanza: JournalledStanza): unknown => {
  const read = said({ imageMessage: file }, stanza)
  return JSON.parse((read?.kind === 'message' ? read.wireMedia : null) ?? '{}')
}

test('files › the note names the message as our phone knows it, to ask it for the file', () => {
  expect(noteOf(stranger)).toMatchObject({ message: { id: 'W', chat: '200@lid', ours: false } })
  const byNumber = from({ from: '62812:3@s.whatsapp.net', sender_lid: '200@lid' })
  expect(noteOf(byNumber)).toMatchObject({ message: { chat: '62812@s.whatsapp.net', ours: false } })
  expect(noteOf(ownPhone)).toMatchObject({ message: { chat: '200@lid', ours: true } })
  expect(noteOf(inGroup)).toMatchObject({ message: { chat: '77@g.us', ours: false, author: '200@lid' } })
  const nameless = noteOf(from({ from: '200@lid', id: '' }))
  expect(nameless).toMatchObject({ version: 1 })
  expect(nameless).not.toHaveProperty('message')
})

test('files › without a key have no note', () => {
  expect(said({ imageMessage: { ...file, mediaKey: Buffer.alloc(0) } })).toMatchObject({ wireMedia: null })
  expect(said({ imageMessage: { caption: 'foto' } })).toMatchObject({ wireMedia: null })
})
