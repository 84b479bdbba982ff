// The encryption of asks for a lost file and of their answers: only who has the media key can make or read them.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { proto } from '@whiskeysockets/baileys'
import { bytes, child, node } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'

const INFO = 'WhatsApp Media Retry Notification'
const TAG_BYTES = 16

const keyOf = (mediaKey: Uint8Array): Buffer => Buffer.from(hkdfSync('sha256', mediaKey, '', INFO, 32))

/** The `encrypt` node that says where the file is now. */
export const sealAnswer = (messageId: string, mediaKey: Uint8Array, directPath: string): BinaryNode => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(mediaKey), iv)
  cipher.setAAD(Buffer.from(messageId))
  const result = proto.MediaRetryNotification.ResultType.SUCCESS
  const plain = proto.MediaRetryNotification.encode({ stanzaId: messageId, directPath, result }).finish()
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return node('encrypt', {}, [node('enc_p', {}, body), node('enc_iv', {}, iv)])
}

/** The id of the message an ask is about; undefined when it was not made with this media key. */
export const openAsk = (receipt: BinaryNode, mediaKey: Uint8Array): string | undefined => {
  const sealed = child(receipt, 'encrypt')
  const body = bytes(child(sealed, 'enc_p'))
  const iv = bytes(child(sealed, 'enc_iv'))
  if (!body || !iv) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(mediaKey), iv)
    decipher.setAAD(Buffer.from(receipt.attrs['id'] ?? ''))
    decipher.setAuthTag(body.subarray(-TAG_BYTES))
    const plain = Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()])
    return proto.ServerErrorReceipt.decode(plain).stanzaId ?? undefined
  } catch {
    return undefined
  }
}
