// Owns reading contact cards: a name and phone numbers of each; the rest of a card is left out.
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { proto } from '../library.ts'
import { MAX_NAME } from './limits.ts'
import { shortText } from './plain-text.ts'

const MAX_CARDS = 50
const MAX_PHONES = 10
/** More of a card than this is a picture or somebody's experiment. */
const MAX_CARD = 20_000

/** Null when the message carries no card. */
export function contactCardsOf(message: proto.IMessage): MessageContent | null {
  const told = message.contactMessage
    ? [message.contactMessage]
    : (message.contactsArrayMessage?.contacts ?? [])
  if (told.length === 0) return null
  return { kind: 'contact_card', cards: told.slice(0, MAX_CARDS).map(cardOf) }
}

function cardOf({ displayName, vcard }: proto.Message.IContactMessage): { name: string; phones: string[] } {
  // A line that begins with a space goes on where the one before ended.
  const lines = (vcard ?? '')
    .slice(0, MAX_CARD)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
  const value = (name: string) =>
    lines.find((line) => new RegExp(`^${name}[:;]`, 'i').test(line))?.replace(/^[^:]*:/, '')
  const phones = lines.filter((line) => /^(item\d+\.)?TEL[:;]/i.test(line)).flatMap(phoneIn)
  return {
    name: shortText(displayName, MAX_NAME) ?? shortText(value('FN'), MAX_NAME) ?? '',
    phones: [...new Set(phones)].slice(0, MAX_PHONES),
  }
}

/** The number WhatsApp knows it by, else what was written, digits and a plus only. */
function phoneIn(line: string): string[] {
  const known = /waid=(\d{5,20})/i.exec(line)?.[1]
  const written = line.replace(/^[^:]*:/, '').replace(/[^\d+]/g, '')
  const phone = known ?? (/^\+?\d{3,20}$/.test(written) ? written : null)
  return phone === null ? [] : [phone]
}
