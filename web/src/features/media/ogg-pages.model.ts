// Answers: how do Opus packets stand in an Ogg file (RFC 3533, RFC 7845)? Pure.

const SERIAL = 1
/** Lengths of at most 255 parts name a page's packets; half of it keeps pages short, for seeking. */
const PACKETS_PER_PAGE = 50
const FIRST = 2
const LAST = 4

const crcTable = Uint32Array.from({ length: 256 }, (_, at) => {
  let crc = at << 24
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  return crc >>> 0
})
const crcOf = (bytes: Uint8Array): number =>
  bytes.reduce((crc, byte) => ((crc << 8) ^ (crcTable[(crc >>> 24) ^ byte] ?? 0)) >>> 0, 0)

/** The lengths of a packet's parts: full ones of 255, then the rest, which may be 0. */
const partsOf = (packet: Uint8Array): number[] => [
  ...Array.from({ length: Math.floor(packet.length / 255) }, () => 255),
  packet.length % 255,
]

function page(packets: readonly Uint8Array[], number: number, samples: number, flags: number): Uint8Array {
  const parts = packets.flatMap(partsOf)
  const head = 27 + parts.length
  const bytes = new Uint8Array(head + packets.reduce((sum, packet) => sum + packet.length, 0))
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode('OggS'))
  view.setUint8(5, flags)
  view.setBigUint64(6, BigInt(samples), true)
  view.setUint32(14, SERIAL, true)
  view.setUint32(18, number, true)
  view.setUint8(26, parts.length)
  bytes.set(parts, 27)
  let at = head
  for (const packet of packets) {
    bytes.set(packet, at)
    at += packet.length
  }
  view.setUint32(22, crcOf(bytes), true)
  return bytes
}

/** Milliseconds that one frame lasts, by the first five bits of its packet. */
function frameMs(config: number): number {
  const lasts = config < 12 ? [10, 20, 40, 60] : config < 16 ? [10, 20, 10, 20] : [2.5, 5, 10, 20]
  return lasts[config & 3] ?? 20
}

/** How many samples (48 per millisecond) a packet holds. */
function samplesIn(packet: Uint8Array): number {
  const [toc = 0, count = 0] = packet
  const frames = [1, 2, 2, count & 63][toc & 3] ?? 1
  return frames * frameMs(toc >> 3) * 48
}

/** `head`: the OpusHead packet. */
export function oggOf(head: Uint8Array, packets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const tags = new TextEncoder().encode('OpusTags\u0004\0\0\0chat\0\0\0\0')
  const pages = [page([head], 0, 0, FIRST), page([tags], 1, 0, 0)]
  let samples = 0
  for (let at = 0; at < packets.length; at += PACKETS_PER_PAGE) {
    const some = packets.slice(at, at + PACKETS_PER_PAGE)
    for (const packet of some) samples += samplesIn(packet)
    pages.push(page(some, pages.length, samples, at + PACKETS_PER_PAGE >= packets.length ? LAST : 0))
  }
  const whole = new Uint8Array(pages.reduce((sum, one) => sum + one.length, 0))
  let at = 0
  for (const one of pages) {
    whole.set(one, at)
    at += one.length
  }
  return whole
}
