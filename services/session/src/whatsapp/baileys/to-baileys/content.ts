// Owns the parts of WhatsApp's messages that say what our contents say.
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { Media } from '@indoshopster/contracts/session/media'
import type { MediaKind } from '../from-baileys/wire-media.ts'
import type { proto } from '../library.ts'
import type { Uploaded } from '../media/upload.ts'

export type Upload = (media: Media, kind: MediaKind) => Promise<Uploaded>

/**
 * The message; null when WhatsApp cannot say it. Files are uploaded first. `context` makes it an answer. `now`: ms.
 */
export async function messageSaying(
  content: MessageContent,
  context: proto.IContextInfo | null,
  upload: Upload,
  now: number,
): Promise<proto.IMessage | null> {
  const answering = context ? { contextInfo: context } : {}
  const mediaKeyTimestamp = Math.floor(now / 1000)
  switch (content.kind) {
    case 'text':
      if (content.text === '') return null
      return context
        ? { extendedTextMessage: { text: content.text, ...answering } }
        : { conversation: content.text }
    case 'image': {
      const kept = { ...(await upload(content.media, 'image')), mediaKeyTimestamp }
      return { imageMessage: { ...kept, ...seen(content.media), ...captioned(content), ...answering } }
    }
    case 'video': {
      const kept = { ...(await upload(content.media, 'video')), mediaKeyTimestamp }
      const heard = lasting(content.media)
      return {
        videoMessage: { ...kept, ...seen(content.media), ...heard, ...captioned(content), ...answering },
      }
    }
    case 'audio':
    case 'voice': {
      const kept = { ...(await upload(content.media, 'audio')), mediaKeyTimestamp }
      const ptt = content.kind === 'voice'
      const mimetype = soundType(content.media.mimetype, ptt)
      return { audioMessage: { ...kept, ...lasting(content.media), mimetype, ptt, ...answering } }
    }
    case 'document': {
      const { media } = content
      const kept = { ...(await upload(media, 'document')), mediaKeyTimestamp }
      const fileName = media.fileName ?? 'file'
      const named = { mimetype: media.mimetype, fileName, title: fileName, ...thumbnailed(media) }
      const documentMessage = { ...kept, ...named, ...captioned(content), ...answering }
      return content.caption
        ? { documentWithCaptionMessage: { message: { documentMessage } } }
        : { documentMessage }
    }
    case 'sticker': {
      // Phones show no sticker in another format.
      if (content.media.mimetype !== 'image/webp') return null
      const kept = { ...(await upload(content.media, 'sticker')), mediaKeyTimestamp }
      return { stickerMessage: { ...kept, ...sized(content.media), mimetype: 'image/webp', ...answering } }
    }
    case 'location':
      return {
        locationMessage: {
          degreesLatitude: content.latitude,
          degreesLongitude: content.longitude,
          ...(content.name ? { name: content.name } : {}),
          ...(content.address ? { address: content.address } : {}),
          ...answering,
        },
      }
    case 'contact_card': {
      const contacts = content.cards.map((card) => ({ displayName: card.name, vcard: vcardOf(card) }))
      const [first, ...others] = contacts
      if (!first) return null
      return others.length === 0
        ? { contactMessage: { ...first, ...answering } }
        : { contactsArrayMessage: { displayName: `${contacts.length}`, contacts, ...answering } }
    }
    case 'unsupported':
      return null
  }
}

const captioned = ({ caption }: { caption: string | null }) => (caption ? { caption } : {})
const thumbnailed = ({ thumbnail }: Media) =>
  thumbnail ? { jpegThumbnail: Buffer.from(thumbnail, 'base64') } : {}
const sized = ({ width, height }: Media) => (width && height ? { width, height } : {})
const seen = (media: Media) => ({ mimetype: media.mimetype, ...sized(media), ...thumbnailed(media) })
const lasting = ({ seconds }: Media) => (seconds === null ? {} : { seconds })

/** Phones play a voice message only when the codec is named. */
const soundType = (mimetype: string, ptt: boolean) =>
  ptt && mimetype === 'audio/ogg' ? 'audio/ogg; codecs=opus' : mimetype

function vcardOf({ name, phones }: { name: string; phones: readonly string[] }): string {
  const escaped = name.replace(/[\\,;]/g, (character) => `\\${character}`).replace(/\s+/g, ' ')
  const numbers = phones.map((phone) => {
    const digits = phone.replace(/\D/g, '')
    return `TEL;type=CELL;type=VOICE;waid=${digits}:+${digits}`
  })
  return ['BEGIN:VCARD', 'VERSION:3.0', `FN:${escaped}`, ...numbers, 'END:VCARD'].join('\n')
}
