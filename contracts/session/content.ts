// Owns what a message can say, in our words; the WhatsApp adapter translates to and from it.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'
import { Media } from './media.ts'

const caption = Type.Union([Type.String(), Type.Null()])

export const TextContent = Type.Object({ kind: Type.Literal('text'), text: Type.String() })
export const ImageContent = Type.Object({ kind: Type.Literal('image'), media: Media, caption })
export const VideoContent = Type.Object({ kind: Type.Literal('video'), media: Media, caption })
export const AudioContent = Type.Object({ kind: Type.Literal('audio'), media: Media })
/** Spoken into the phone. */
export const VoiceContent = Type.Object({ kind: Type.Literal('voice'), media: Media })
export const DocumentContent = Type.Object({ kind: Type.Literal('document'), media: Media, caption })
export const StickerContent = Type.Object({ kind: Type.Literal('sticker'), media: Media })
export const LocationContent = Type.Object({
  kind: Type.Literal('location'),
  /** Degrees, WGS 84. */
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
  name: caption,
  address: caption,
})
export const ContactCardContent = Type.Object({
  kind: Type.Literal('contact_card'),
  cards: Type.Array(Type.Object({ name: Type.String(), phones: Type.Array(Type.String()) }), {
    maxItems: 50,
  }),
})
/** Something we do not show yet; `what` is a readable name of it, for example `poll`, `detail` the words it holds. */
export const UnsupportedContent = Type.Object({
  kind: Type.Literal('unsupported'),
  what: Type.String(),
  detail: Type.Optional(Type.String()),
})

export const MessageContent = Type.Union([
  TextContent,
  ImageContent,
  VideoContent,
  AudioContent,
  VoiceContent,
  DocumentContent,
  StickerContent,
  LocationContent,
  ContactCardContent,
  UnsupportedContent,
])
export type MessageContent = Static<typeof MessageContent>

/** A reaction of ours to a message of the same chat; an empty emoji takes it back. */
export const ReactionContent = Type.Object({
  kind: Type.Literal('reaction'),
  targetId: Uuid,
  emoji: Type.String({ maxLength: 32 }),
})
/** Deletes a message of ours for everyone. */
export const RevocationContent = Type.Object({ kind: Type.Literal('revocation'), targetId: Uuid })

/** What a send request can ask for. Reactions and revocations are no messages of their own in a thread. */
export const SendContent = Type.Union([...MessageContent.anyOf, ReactionContent, RevocationContent])
export type SendContent = Static<typeof SendContent>

/** The message that another one answers, as it was told by who answers. */
export const Quote = Type.Object({
  /** Ours; it may be unknown here. */
  messageId: Uuid,
  /** Whose message it is. */
  from: Type.Union([Type.Literal('contact'), Type.Literal('us')]),
  kind: Type.String(),
  /** The beginning of its text or caption, at most 300 characters; null when it has none. */
  excerpt: Type.Union([Type.String(), Type.Null()]),
})
export type Quote = Static<typeof Quote>

/** The person or group on the other side of a chat, as far as WhatsApp told. */
export const Correspondent = Type.Object({
  /** Digits with country code, no plus; null while WhatsApp gave only a LID, and for groups. */
  phone: Type.Union([Type.String(), Type.Null()]),
  /** Push name; null when not told. */
  name: Type.Union([Type.String(), Type.Null()]),
})
export type Correspondent = Static<typeof Correspondent>
