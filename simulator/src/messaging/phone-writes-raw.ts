// A stranger's phone that breaks the rules: any bytes, really encrypted, in a stanza with any attributes.
import { createHash } from 'node:crypto'
import { writeRandomPadMax16 } from '@whiskeysockets/baileys'
import { pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import { node, seconds } from '../wire/nodes.ts'
import { ensureSession } from './phone-encrypts.ts'
import { jidOf } from './receipts-out.ts'

/** What to change in the encrypted part. */
export interface RawEnc {
  /** The declared type; what is inside stays what it is. */
  readonly type?: string
  readonly v?: string
  readonly count?: string
  /** Instead of the real ciphertext; may be empty. */
  readonly ciphertext?: Uint8Array
  /** Keep only so many bytes of the ciphertext. */
  readonly keepBytes?: number
  /** False leaves out the random padding that clients strip after decrypting. */
  readonly padded?: boolean
}

export interface Raw {
  readonly from: Phone
  readonly to: Phone
  readonly id: string
  /** What a client should decrypt; normally an encoded Message. */
  readonly bytes: Uint8Array
  /** Attributes to set on the stanza; null leaves one out. */
  readonly attrs: Readonly<Record<string, string | null>>
  /** `none` leaves the encrypted part out, `plaintext` sends the bytes unencrypted. */
  readonly part: 'enc' | 'plaintext' | 'none'
  readonly enc: RawEnc
}

/** Sends it to every linked device of the recipient, without keeping it anywhere; answers how many those are. */
export const phoneWritesRaw = async (network: Network, raw: Raw): Promise<number> => {
  const { from, to, enc } = raw
  const usual = {
    from: jidOf(from, 'lid'),
    sender_pn: from.hasLid ? pnJid(from.phone) : undefined,
    addressing_mode: from.hasLid ? 'lid' : 'pn',
    id: raw.id,
    t: seconds(network.now()),
    type: 'text',
    notify: from.name,
  }
  const changed: Record<string, string | undefined> = { ...usual }
  for (const [name, value] of Object.entries(raw.attrs)) changed[name] = value ?? undefined
  const sha256 = createHash('sha256').update(raw.bytes).digest('hex')
  let reached = 0
  for (const device of network.devices.of(to.phone)) {
    if (!(await ensureSession(network, from, device, false))) continue
    const plaintext = enc.padded === false ? raw.bytes : writeRandomPadMax16(raw.bytes)
    const { type, ciphertext } = await network.sessions.encrypt(from, device, plaintext)
    const attrs = { v: enc.v ?? '2', type: enc.type ?? type, count: enc.count }
    const parts = {
      enc: [node('enc', attrs, (enc.ciphertext ?? ciphertext).subarray(0, enc.keepBytes))],
      plaintext: [node('plaintext', {}, raw.bytes)],
      none: [],
    }
    network.queue.enqueue(device, node('message', changed, parts[raw.part]), {
      from: from.phone,
      raw: true,
      sha256,
    })
    reached++
  }
  return reached
}
