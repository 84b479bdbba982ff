// Proves that a browser's recording becomes an Ogg file that phones play.
import { describe, expect, it } from 'vitest'
import { oggFromWebm } from './webm-opus.model.ts'

const head = new TextEncoder()
  .encode('OpusHead\u0001\u0001\u0000\u0000\u0080\u00bb\u0000\u0000\u0000\u0000\u0000')
  .slice(0, 19)
const open = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
const element = (id: number[], content: number[]) => [
  ...id,
  0x40 | (content.length >> 8),
  content.length & 255,
  ...content,
]
/** One frame of 20 ms. */
const packet = (length: number) => [0x78, ...Array.from({ length: length - 1 }, (_, at) => at & 255)]
const block = (content: number[]) => element([0xa3], [0x81, 0, 0, 0x80, ...content])
const webm = (blocks: number[]) =>
  Uint8Array.from([
    ...element([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x86, 0x81, 1]),
    0x18,
    0x53,
    0x80,
    0x67,
    ...open,
    ...element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x63, 0xa2], [...head]))),
    0x1f,
    0x43,
    0xb6,
    0x75,
    ...open,
    ...blocks,
  ])

/** Pages of an Ogg file: where each ends in samples, its flags, and how long its packets are. */
function pagesOf(ogg: Uint8Array) {
  const view = new DataView(ogg.buffer)
  const pages: { samples: number; flags: number; number: number; packets: number[] }[] = []
  for (let at = 0; at < ogg.length;) {
    expect(new TextDecoder().decode(ogg.subarray(at, at + 4))).toBe('OggS')
    const parts = [...ogg.subarray(at + 27, at + 27 + view.getUint8(at + 26))]
    const packets = [0]
    for (const part of parts) {
      packets[packets.length - 1] = (packets.at(-1) ?? 0) + part
      if (part < 255) packets.push(0)
    }
    const body = parts.reduce((sum, part) => sum + part, 0)
    pages.push({
      samples: Number(view.getBigUint64(at + 6, true)),
      flags: view.getUint8(at + 5),
      number: view.getUint32(at + 18, true),
      packets: packets.slice(0, -1),
    })
    at += 27 + parts.length + body
  }
  return pages
}

describe('a recording', () => {
  it('keeps every packet and tells its length', () => {
    const sizes = Array.from({ length: 60 }, (_, at) => (at === 0 ? 255 : at === 1 ? 300 : 40))
    const ogg = oggFromWebm(webm(sizes.flatMap((size) => block(packet(size)))))
    expect(ogg && pagesOf(ogg)).toEqual([
      { samples: 0, flags: 2, number: 0, packets: [19] },
      { samples: 0, flags: 0, number: 1, packets: [20] },
      { samples: 50 * 960, flags: 0, number: 2, packets: sizes.slice(0, 50) },
      { samples: 60 * 960, flags: 4, number: 3, packets: sizes.slice(50) },
    ])
  })

  it('is nothing when it holds no sound, or is something else', () => {
    expect(oggFromWebm(webm([]))).toBeNull()
    expect(oggFromWebm(new TextEncoder().encode('<html></html>'))).toBeNull()
    expect(oggFromWebm(new Uint8Array(0))).toBeNull()
  })

  it('may be cut off anywhere', () => {
    const whole = webm([...block(packet(40)), ...block(packet(40))])
    for (let length = 0; length < whole.length; length++) {
      expect(() => oggFromWebm(whole.slice(0, length))).not.toThrow()
    }
  })
})
