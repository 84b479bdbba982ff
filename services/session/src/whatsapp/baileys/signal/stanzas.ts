// Owns which stanza a ciphertext came in: joined by the very bytes, seen first on the wire; and which wait behind it.
import type { BinaryNode } from '../library.ts'

/** A message stanza as it stood on the wire, before Baileys or we changed it. */
export interface SeenStanza {
  readonly attrs: Readonly<Record<string, string>>
  /** Attributes of the part that holds the ciphertext. */
  readonly part: Readonly<Record<string, string>>
  /** True for the stand-in of a stanza that brought nothing encrypted. */
  readonly empty: boolean
  /** True when the stanza has this one ciphertext. */
  readonly alone: boolean
}

/** A ciphertext that Baileys has not come to yet. */
export interface WaitingStanza {
  readonly ciphertext: Uint8Array
  readonly seen: SeenStanza
}

export interface Stanzas {
  /** Notes a stanza; to be called for each frame before Baileys handles it. Changes message stanzas as said below. */
  readonly see: (frame: unknown) => void
  /** The stanza of a ciphertext; null when it was not seen on this connection's wire. */
  readonly of: (ciphertext: Uint8Array) => SeenStanza | null
  /** Baileys has come to this ciphertext, and past all that were seen before it. At most `most` of those that wait, in order. */
  readonly behind: (ciphertext: Uint8Array, most: number) => readonly WaitingStanza[]
}

const isNode = (frame: unknown): frame is BinaryNode =>
  typeof frame === 'object' && frame !== null && 'tag' in frame && 'attrs' in frame

/** The stanzas of one connection. */
export function createStanzas(): Stanzas {
  const seen = new WeakMap<Uint8Array, SeenStanza>()
  let waiting: WaitingStanza[] = []

  return {
    of: (ciphertext) => seen.get(ciphertext) ?? null,
    behind(ciphertext, most) {
      const at = waiting.findIndex((one) => one.ciphertext === ciphertext)
      waiting = waiting.slice(at + 1)
      return waiting.slice(0, most)
    },
    see(frame) {
      if (!isNode(frame) || frame.tag !== 'message') return
      const attrs = { ...frame.attrs }
      const isChannel = attrs['from']?.endsWith('@newsletter') === true
      if (!isChannel) refuseUnencrypted(frame)
      const parts = (Array.isArray(frame.content) ? frame.content : []).filter(isEncrypted)
      for (const part of parts) {
        // Baileys refuses an encryption it does not know before the seam; it is told as unreadable instead.
        const empty = !encryptions.has(part.attrs['type'])
        const stanza = { attrs, part: { ...part.attrs }, empty, alone: parts.length === 1 }
        seen.set(part.content, stanza)
        waiting.push({ ciphertext: part.content, seen: stanza })
        if (empty) part.attrs['type'] = 'msg'
      }
      // Baileys keeps one queue for what it believes to be the offline backlog and lets live messages overtake it.
      // Believing so of all, it keeps all in order.
      frame.attrs['offline'] ??= '1'
      // Without an id it would be refused before the seam.
      frame.attrs['id'] ||= NO_ID
    },
  }
}

const isEncrypted = (part: BinaryNode): part is BinaryNode & { content: Uint8Array } =>
  part.tag === 'enc' && part.content instanceof Uint8Array

const STAND_IN = 'stand-in'
const NO_ID = 'none'
const encryptions: ReadonlySet<string | undefined> = new Set(['pkmsg', 'msg', 'skmsg'])

/**
 * Baileys takes an unencrypted part as the sender's word, past the seam. It is taken out; a stanza left without
 * anything encrypted gets a stand-in, so that it too comes through the seam, in its turn, and is told as unreadable.
 */
function refuseUnencrypted(frame: BinaryNode): void {
  const parts = Array.isArray(frame.content) ? frame.content : []
  const kept = parts.filter((part) => part.tag !== 'plaintext')
  if (!kept.some(isEncrypted)) {
    // Why the server gives this device nothing, where it says so.
    const why = parts.find((part) => part.tag === 'unavailable')?.attrs['type']
    const attrs = { type: STAND_IN, ...(why ? { unavailable: why } : {}) }
    kept.push({ tag: 'enc', attrs, content: Buffer.from('nothing') })
  }
  frame.content = kept
}
