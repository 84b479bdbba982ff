// Owns stanzas and messages as tests of `said.ts` write them.
import type { JournalledStanza } from '../../../intake/arrival.ts'
import { proto } from '../library.ts'
import { saidIn } from './said.ts'

const own = { pn: '6281100000001:7@s.whatsapp.net', lid: '900:7@lid' }
/** A stanza with these attributes, for our number. */
export const from = (attrs: Record<string, string>): JournalledStanza => ({
  version: 1,
  attrs: { id: 'W', t: '1764000000', ...attrs },
  part: {},
  own,
})
export const stranger = from({ from: '200@lid' })
export const ownPhone = from({ from: '900@lid', recipient: '200@lid' })
export const inGroup = from({ from: '77@g.us', participant: '200@lid' })

const padded = (message: proto.IMessage) =>
  Buffer.concat([proto.Message.encode(message).finish(), Buffer.from([2, 2])])
/** What a message says that came as this stanza. */
export const said = (message: proto.IMessage, stanza = stranger) => saidIn(stanza, padded(message), 'media-1')
/** The content where it is a message, else what it is. */
export const content = (message: proto.IMessage) => {
  const read = said(message)
  return read?.kind === 'message' ? read.content : read
}

/** What its sender says of a file; the host is one that nobody may be led to. */
export const file = {
  directPath: '/v/t62.7118-24/1?ccb=1',
  url: 'http://127.0.0.1:9/steal',
  mediaKey: Buffer.alloc(32, 1),
  fileEncSha256: Buffer.alloc(32, 2),
  fileSha256: Buffer.alloc(32, 3),
  fileLength: 1234,
}
