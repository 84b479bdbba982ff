// Composes a vote in a poll: which options, encrypted with the poll's own secret for who knows the poll.
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { proto } from '@whiskeysockets/baileys'
import type { Changed } from './compose-change.ts'
import { keyOf } from './compose-change.ts'
import { pollIn, unwrapped } from './content.ts'

export interface Vote {
  /** Who made the poll, and who votes. */
  readonly creator: string
  readonly voter: string
  /** Names of options; none takes the vote back. */
  readonly options: readonly string[]
  /** Milliseconds since 1970. */
  readonly at: number
}

/** The options of a poll, and the secret its votes are encrypted with; undefined for everything else. */
export const pollOf = (
  content: Uint8Array,
): { readonly options: readonly string[]; readonly secret: Uint8Array } | undefined => {
  const message = unwrapped(proto.Message.decode(content))
  const secret = message.messageContextInfo?.messageSecret
  const poll = pollIn(message)
  if (!poll || !secret?.length) return undefined
  return { options: (poll.options ?? []).map(({ optionName }) => optionName ?? ''), secret }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
const hmac = (key: Uint8Array, data: Uint8Array) => createHmac('sha256', key).update(data).digest()

export const composeVote = (changed: Changed, secret: Uint8Array, vote: Vote): Uint8Array => {
  const { id } = changed.message
  const purpose = Buffer.from(`${id}${vote.creator}${vote.voter}Poll Vote\u0001`)
  const key = hmac(hmac(new Uint8Array(32), secret), purpose)
  const encIv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, encIv).setAAD(Buffer.from(`${id}\u0000${vote.voter}`))
  const chosen = proto.Message.PollVoteMessage.encode({ selectedOptions: vote.options.map(sha256) }).finish()
  const encPayload = Buffer.concat([cipher.update(chosen), cipher.final(), cipher.getAuthTag()])
  const pollUpdateMessage = {
    pollCreationMessageKey: keyOf(changed),
    vote: { encPayload, encIv },
    senderTimestampMs: vote.at,
  }
  return proto.Message.encode({ pollUpdateMessage }).finish()
}
