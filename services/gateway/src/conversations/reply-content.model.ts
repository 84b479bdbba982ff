// Answers: what does a reply of staff say, and can it be said? One thing at a time; words go with a file as its caption.
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { Media } from '@indoshopster/contracts/session/media'
import type { ReplyBody } from '@indoshopster/contracts/web-api/inbox'
import { isSendableText, MAX_CAPTION } from '../send/text.model.ts'

type As = NonNullable<ReplyBody['as']>

/** Why it cannot be said; `detail` says what to do. */
export interface ReplyFault {
  readonly code: 'text_invalid' | 'reply_invalid' | 'media_rejected'
  readonly detail?: string
}
type Judged = { readonly content: MessageContent } | { readonly fault: ReplyFault }

const fault = (code: ReplyFault['code'], detail?: string): Judged => ({
  fault: detail === undefined ? { code } : { code, detail },
})

/** What the body says; `media` is what is known of its file, null when it names none. Phones are digits already. */
export function replyContent(body: ReplyBody, media: Media | null): Judged {
  const { text, as, location, contactCard } = body
  const things = [media, location, contactCard].filter((thing) => thing !== null && thing !== undefined)
  if (things.length > 1)
    return fault('reply_invalid', 'Send a file, a location or a contact, and only one of them.')
  if (as !== undefined && !media) return fault('reply_invalid', 'Leave out `as` where there is no file.')
  if (media) return fileContent(media, as ?? kindOf(media), text)
  if (things.length === 0) {
    return isSendableText(text) ? { content: { kind: 'text', text } } : fault('text_invalid')
  }
  if (text !== '') return fault('reply_invalid', 'Send the text as a message of its own.')
  if (contactCard) {
    const { name, phone } = contactCard
    if (!isSendableText(name)) return fault('reply_invalid', 'Give the contact a name.')
    return { content: { kind: 'contact_card', cards: [{ name, phones: [phone] }] } }
  }
  if (!location) return fault('text_invalid')
  const words = [location.name, location.address].filter((word) => word !== null)
  if (!words.every((word) => isSendableText(word))) {
    return fault('reply_invalid', 'Name the place with visible characters, or leave the name out.')
  }
  return { content: { kind: 'location', ...location } }
}

const pictures: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])
const films: ReadonlySet<string> = new Set(['video/mp4', 'video/3gpp', 'video/quicktime', 'video/webm'])

/** How a file goes out when nobody says: what cannot be shown or played goes as a document. */
function kindOf(media: Media): As {
  if (isPicture(media)) return 'image'
  if (films.has(media.mimetype)) return 'video'
  return media.mimetype.startsWith('audio/') ? 'audio' : 'document'
}

/** A picture that could be opened: what only claims to be one has no size. */
export const isPicture = ({ mimetype, width }: Media) => pictures.has(mimetype) && width !== null

function fileContent(media: Media, as: As, text: string): Judged {
  if (!fits(media, as)) {
    return fault('media_rejected', `This file cannot go out as ${as}; send it as a document.`)
  }
  if (as === 'audio' || as === 'voice' || as === 'sticker') {
    return text === ''
      ? { content: { kind: as, media } }
      : fault('reply_invalid', 'Send the text as a message of its own.')
  }
  if (text === '') return { content: { kind: as, media, caption: null } }
  if (text.length > MAX_CAPTION) {
    return fault('text_invalid', `Write at most ${MAX_CAPTION} characters under a file.`)
  }
  return isSendableText(text) ? { content: { kind: as, media, caption: text } } : fault('text_invalid')
}

function fits(media: Media, as: As): boolean {
  switch (as) {
    case 'image':
      return isPicture(media)
    case 'video':
      return films.has(media.mimetype)
    case 'audio':
      return media.mimetype.startsWith('audio/')
    case 'voice':
      return (
        media.mimetype === 'audio/ogg' || media.mimetype === 'audio/mp4' || media.mimetype === 'audio/webm'
      )
    case 'sticker':
      return media.mimetype === 'image/webp' && media.width !== null
    case 'document':
      return true
  }
}
