// Owns chance for keys: base62 text in which every character is equally likely.
import { randomBytes } from 'node:crypto'
import { base62 } from '@indoshopster/contracts/api-keys/api-key.secret'

/** The largest multiple of 62 in a byte; above it some characters would come more often. */
const FAIR = 248

/** Random base62 text; 5.95 bits of chance a character. */
export function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < FAIR && text.length < length) text += base62.charAt(byte % 62)
    }
  }
  return text
}
