// Owns the form of an API key's secret: `isk_live_<8 id>_<32 random><6 checksum>`, all base62. Pure.

export const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The prefix lets secret scanners find a key that leaked into a repository. */
const prefix = 'isk_live_'
const ID_LENGTH = 8
const RANDOM_LENGTH = 32
const CHECKSUM_LENGTH = 6
const form = /^isk_live_([0-9A-Za-z]{8})_[0-9A-Za-z]{32}([0-9A-Za-z]{6})$/

/** How many base62 characters of chance a new key needs, for its id and for the secret part. */
export const apiKeyLengths = { id: ID_LENGTH, random: RANDOM_LENGTH } as const

/** The whole secret of a key. `keyId` has 8, `random` 32 base62 characters; 190 bits of chance. */
export function formatApiKey(keyId: string, random: string): string {
  const body = `${prefix}${keyId}_${random}`
  const secret = body + checksum(body)
  if (!form.test(secret)) throw new Error('A key is made of 8 and 32 base62 characters.')
  return secret
}

/**
 * The id inside a well-formed secret; null when a typo or anything else broke it, which is told without looking
 * anything up. A key with an id is not yet a valid one: compare its keyed hash with the stored one.
 */
export function apiKeyId(secret: string): string | null {
  const [, keyId, given] = form.exec(secret) ?? []
  if (keyId === undefined || given === undefined) return null
  return checksum(secret.slice(0, -CHECKSUM_LENGTH)) === given ? keyId : null
}

/** The last four characters, by which people recognise a key. */
export const apiKeyEnding = (secret: string): string => secret.slice(-4)

/** CRC-32 (as in zip and PNG) of ASCII text, in six base62 digits. */
function checksum(text: string): string {
  let crc = 0xffffffff
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i)
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  let rest = (crc ^ 0xffffffff) >>> 0
  let digits = ''
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    digits = base62.charAt(rest % 62) + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}
