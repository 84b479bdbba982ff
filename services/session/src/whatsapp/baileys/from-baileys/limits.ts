// Owns how much of other people's messages we take.

/** Characters; WhatsApp takes about 65,000. More than this would not fit into an event. */
export const MAX_TEXT = 100_000
/** Bytes of a decrypted message. Files are not in it, so real ones are a few kilobytes, or a long text. */
export const MAX_MESSAGE_BYTES = 1_000_000
/** Characters of the words of a message we do not show. */
export const MAX_DETAIL = 2000
/** WhatsApp's own apps take 25 characters for a name; others may not. */
export const MAX_NAME = 100
/** Characters of what is told of a quoted message. */
export const MAX_EXCERPT = 300
