// What a message holds besides its text, for showing: media, the message it answers, a place, a card, a poll.
import { getContentType } from '@whiskeysockets/baileys'
import type { proto } from '@whiskeysockets/baileys'
import { describe, pollIn, unwrapped } from './content.ts'

const contextIn = (message: proto.IMessage): proto.IContextInfo | undefined => {
  const name = getContentType(message)
  const part = name && message[name]
  const context = typeof part === 'object' && part !== null && 'contextInfo' in part ? part.contextInfo : null
  return context ?? undefined
}

/** The telephone number of a card: what WhatsApp says, or the first number there is. */
const phoneIn = (vcard: string): string =>
  /waid=(\d+)/.exec(vcard)?.[1] ?? /^TEL[^:]*:(.*)$/m.exec(vcard)?.[1]?.replace(/\D/g, '') ?? ''

/** `message` is without wrappers. */
export const detailsOf = (message: proto.IMessage) => {
  const { locationMessage: place, contactMessage: card } = message
  const poll = pollIn(message)
  const context = contextIn(message)
  const quoted = context?.quotedMessage && describe(unwrapped(context.quotedMessage), new Uint8Array())
  return {
    ...(context?.stanzaId && {
      quoted: context.stanzaId,
      quotedText: quoted?.text ?? '',
      quotedAuthor: context.participant ?? '',
    }),
    ...(place && {
      location: {
        latitude: place.degreesLatitude ?? 0,
        longitude: place.degreesLongitude ?? 0,
        name: place.name ?? '',
        address: place.address ?? '',
      },
    }),
    ...(card && { contactCard: { name: card.displayName ?? '', phone: phoneIn(card.vcard ?? '') } }),
    ...(poll && {
      poll: {
        question: poll.name ?? '',
        options: (poll.options ?? []).map(({ optionName }) => optionName ?? ''),
      },
    }),
  }
}
