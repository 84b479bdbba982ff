// Owns what a message can say, in our words; the WhatsApp adapter translates to and from it.
import { Type, type Static } from 'typebox'

export const TextContent = Type.Object({ kind: Type.Literal('text'), text: Type.String() })

/** Something we do not show yet; `what` is a readable name of it, for example `poll`. */
export const UnsupportedContent = Type.Object({ kind: Type.Literal('unsupported'), what: Type.String() })

export const MessageContent = Type.Union([TextContent, UnsupportedContent])
export type MessageContent = Static<typeof MessageContent>

/** The person or group on the other side of a chat, as far as WhatsApp told. */
export const Correspondent = Type.Object({
  /** Digits with country code, no plus; null while WhatsApp gave only a LID. */
  phone: Type.Union([Type.String(), Type.Null()]),
  /** Push name; null when not told. */
  name: Type.Union([Type.String(), Type.Null()]),
})
export type Correspondent = Static<typeof Correspondent>
