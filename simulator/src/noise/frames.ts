// Cuts the byte stream of one client into frames, and puts the length in front of ours.
import { NOISE_WA_HEADER } from '@whiskeysockets/baileys'

/** Three length bytes, big-endian, then the payload. */
export const frame = (payload: Uint8Array): Buffer => {
  const framed = Buffer.allocUnsafe(3 + payload.byteLength)
  framed.writeUIntBE(payload.byteLength, 0, 3)
  framed.set(payload, 3)
  return framed
}

export interface FrameReader {
  /** Adds received bytes, answers the frames they complete. Throws when the stream does not start with the header. */
  push(bytes: Buffer): Buffer[]
}

const ROUTING = Buffer.from('ED\0\u0001', 'latin1')

/** The stream starts with an optional routing block (`ED` 0 1, three length bytes, block), then the header. */
export const createFrameReader = (): FrameReader => {
  let rest: Buffer = Buffer.alloc(0)
  let started = false

  const skipIntro = (): boolean => {
    let start = 0
    if (rest.subarray(0, 2).equals(ROUTING.subarray(0, 2))) {
      if (rest.length < 7) return false
      start = 7 + rest.readUIntBE(4, 3)
    }
    if (rest.length < start + NOISE_WA_HEADER.length) return false
    if (!rest.subarray(start, start + NOISE_WA_HEADER.length).equals(NOISE_WA_HEADER)) {
      throw new Error('stream does not start with the protocol header')
    }
    rest = rest.subarray(start + NOISE_WA_HEADER.length)
    return true
  }

  return {
    push: (bytes) => {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
      started ||= skipIntro()
      const frames: Buffer[] = []
      while (started && rest.length >= 3) {
        const end = 3 + rest.readUIntBE(0, 3)
        if (rest.length < end) break
        frames.push(rest.subarray(3, end))
        rest = rest.subarray(end)
      }
      return frames
    },
  }
}
