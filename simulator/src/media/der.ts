// Writes ASN.1 DER, just the parts an X.509 certificate is made of.

/** A tag, the length in as few bytes as possible, the content. */
export const tlv = (tag: number, ...content: Uint8Array[]): Buffer => {
  const body = Buffer.concat(content)
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body])
  const size = body.length < 0x100 ? 1 : 2
  const head = Buffer.alloc(2 + size)
  head.writeUInt8(tag, 0)
  head.writeUInt8(0x80 | size, 1)
  head.writeUIntBE(body.length, 2, size)
  return Buffer.concat([head, body])
}

export const sequence = (...content: Uint8Array[]): Buffer => tlv(0x30, ...content)
export const set = (...content: Uint8Array[]): Buffer => tlv(0x31, ...content)
export const octets = (content: Uint8Array): Buffer => tlv(0x04, content)
export const utf8 = (text: string): Buffer => tlv(0x0c, Buffer.from(text))
export const yes = tlv(0x01, Buffer.from([0xff]))

/** Whole bits only, or `unused` bits at the end. */
export const bits = (content: Uint8Array, unused = 0): Buffer => tlv(0x03, Buffer.from([unused]), content)

/** A positive integer: the leading one bit is added, so that it is neither negative nor padded. */
export const positive = (content: Uint8Array): Buffer => tlv(0x02, Buffer.from([1]), content)

/** Part `number` of a structure, itself made of parts. */
export const part = (number: number, ...content: Uint8Array[]): Buffer => tlv(0xa0 | number, ...content)

/** `1.2.840…`; the first two numbers share a byte. */
export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const groups = [first * 40 + second, ...rest].map((value) => {
    const group = [value & 0x7f]
    for (let left = value >>> 7; left > 0; left >>>= 7) group.unshift((left & 0x7f) | 0x80)
    return Buffer.from(group)
  })
  return tlv(0x06, ...groups)
}

/** The four-digit-year form, for any date. */
export const time = (at: Date): Buffer =>
  tlv(0x18, Buffer.from(`${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`))
