// Answers: which Opus packets are in the WebM that a browser records? Pure.
import { oggOf } from './ogg-pages.model.ts'

/** Elements whose children are read: a recording leaves their lengths open, so they are entered, not measured. */
const entered: ReadonlySet<number> = new Set([
  0x18538067, // Segment
  0x1654ae6b, // Tracks
  0xae, // TrackEntry
  0x1f43b675, // Cluster
  0xa0, // BlockGroup
])
const CODEC_PRIVATE = 0x63a2
const SIMPLE_BLOCK = 0xa3
const BLOCK = 0xa1

/** A number of EBML: its first byte tells how many follow; `marked` keeps the bit that tells. Null: cut off. */
function numberAt(bytes: Uint8Array, at: number, marked: boolean): { value: number; length: number } | null {
  const first = bytes[at]
  if (first === undefined || first === 0) return null
  const length = Math.clz32(first) - 23
  if (at + length > bytes.length) return null
  let value = marked ? first : first & (0xff >> length)
  for (const byte of bytes.subarray(at + 1, at + length)) value = value * 256 + byte
  return { value, length }
}

/** The recording as Ogg, the form in which WhatsApp takes voice; null when it holds no Opus. */
export function oggFromWebm(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  let head: Uint8Array | null = null
  const packets: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const id = numberAt(bytes, at, true)
    const size = id && numberAt(bytes, at + id.length, false)
    if (!id || !size) break
    at += id.length + size.length
    if (entered.has(id.value)) continue
    const content = bytes.subarray(at, at + size.value)
    if (id.value === CODEC_PRIVATE) head = content
    // Track number, time and flags stand before the packet; a recording of one voice has no lacing.
    if (id.value === SIMPLE_BLOCK || id.value === BLOCK) packets.push(content.subarray(4))
    at += size.value
  }
  return head !== null && packets.length > 0 ? oggOf(head, packets) : null
}
