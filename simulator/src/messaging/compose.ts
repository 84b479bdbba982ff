// Composes what a person makes with a virtual phone into the message a phone would send.
import { randomBytes } from 'node:crypto'
import { getContentType, proto } from '@whiskeysockets/baileys'
import type { Network } from '../network.ts'
import { composeMedia } from './compose-media.ts'
import type { MediaContent } from './compose-media.ts'
import { unwrapped } from './content.ts'

export type Composition =
  | { readonly kind: 'text'; readonly text: string }
  | MediaContent
  | {
      readonly kind: 'location'
      readonly latitude: number
      readonly longitude: number
      readonly name?: string | undefined
      readonly address?: string | undefined
    }
  | { readonly kind: 'contact_card'; readonly name: string; readonly phone: string }
  | { readonly kind: 'poll'; readonly question: string; readonly options: readonly string[] }

/** A message that is answered: its id, its author's address, its content. */
export interface Quoted {
  readonly id: string
  readonly author: string
  readonly message: proto.IMessage
}

const escaped = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\,;]/g, (sign) => `\\${sign}`)

const contactCard = (name: string, phone: string): proto.IMessage => ({
  contactMessage: {
    displayName: name,
    vcard: [
      'BEGIN:VCARD',
      'VERSION:3.0',
      `N:;${escaped(name)};;;`,
      `FN:${escaped(name)}`,
      `TEL;type=CELL;waid=${phone}:+${phone}`,
      'END:VCARD',
    ].join('\n'),
  },
})

const poll = (question: string, options: readonly string[]): proto.IMessage => ({
  pollCreationMessageV3: {
    name: question,
    options: options.map((optionName) => ({ optionName })),
    selectableOptionsCount: 1,
  },
  messageContextInfo: { messageSecret: randomBytes(32) },
})

const bare = async (
  network: Network,
  content: Composition,
  by: string,
  to: string,
): Promise<proto.IMessage> => {
  switch (content.kind) {
    case 'text':
      return { conversation: content.text }
    case 'location': {
      const { latitude, longitude, name, address } = content
      const described = { ...(name !== undefined && { name }), ...(address !== undefined && { address }) }
      return { locationMessage: { degreesLatitude: latitude, degreesLongitude: longitude, ...described } }
    }
    case 'contact_card':
      return contactCard(content.name, content.phone)
    case 'poll':
      return poll(content.question, content.options)
    default:
      return composeMedia(network, content, by, to)
  }
}

/** The part that holds a context, such as which message is answered. */
const partOf = (message: proto.IMessage): object | undefined => {
  const inner = unwrapped(message)
  const name = getContentType(inner)
  const part = name && inner[name]
  return typeof part === 'object' && part !== null ? part : undefined
}

/** A quote within a quote is not passed on. */
const withoutContext = (message: proto.IMessage): proto.IMessage => {
  const copy = proto.Message.decode(proto.Message.encode(message).finish())
  const part = partOf(copy)
  if (part && 'contextInfo' in part) part.contextInfo = null
  return copy
}

const quoting = (message: proto.IMessage, { id, author, message: original }: Quoted): proto.IMessage => {
  const contextInfo = { stanzaId: id, participant: author, quotedMessage: withoutContext(original) }
  if (typeof message.conversation === 'string') {
    return { extendedTextMessage: { text: message.conversation, contextInfo } }
  }
  Object.assign(partOf(message) ?? {}, { contextInfo })
  return message
}

/** The encoded message. `by` is the writing number, `to` the number or group it is for. */
export const compose = async (
  network: Network,
  content: Composition,
  { by, to, quoted }: { readonly by: string; readonly to: string; readonly quoted?: Quoted | undefined },
): Promise<Uint8Array> => {
  const message = await bare(network, content, by, to)
  return proto.Message.encode(quoted ? quoting(message, quoted) : message).finish()
}
