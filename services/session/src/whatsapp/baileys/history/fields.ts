// Owns reading the top-level fields of a protobuf message from a stream, one at a time, so that it need not fit into memory.

export interface Field {
  readonly number: number
  /** Of a length-delimited field; null for numbers. */
  readonly bytes: Uint8Array | null
}

/** One chat with all its messages is a field; nobody's is larger than this, bytes. */
const MAX_FIELD = 64 * 1024 * 1024

/** Throws where the bytes are no protobuf, or end within a field. */
export async function* fieldsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Field> {
  let rest: Buffer = Buffer.alloc(0)
  let waiting: Buffer[] = []
  let wanted = 0
  for await (const chunk of chunks) {
    waiting.push(Buffer.from(chunk))
    // Joining at every chunk would copy a large field again and again.
    if (rest.length + waiting.reduce((sum, part) => sum + part.length, 0) < wanted) continue
    rest = Buffer.concat([rest, ...waiting])
    waiting = []
    for (;;) {
      const read = fieldAt(rest)
      if (typeof read === 'number') {
        wanted = read
        break
      }
      yield read.field
      rest = rest.subarray(read.end)
      wanted = 0
    }
  }
  if (rest.length + waiting.length > 0) throw new Error('A history ends within a field.')
}

/** The field at the beginning, or how many bytes are wanted to read it. */
function fieldAt(bytes: Buffer): { field: Field; end: number } | number {
  const key = varintAt(bytes, 0)
  if (!key) return bytes.length + 1
  const number = Number(key.value >> 3n)
  switch (Number(key.value & 7n)) {
    case 0: {
      const value = varintAt(bytes, key.end)
      return value ? { field: { number, bytes: null }, end: value.end } : bytes.length + 1
    }
    case 1:
      return fixed(bytes, number, key.end + 8)
    case 5:
      return fixed(bytes, number, key.end + 4)
    case 2: {
      const length = varintAt(bytes, key.end)
      if (!length) return bytes.length + 1
      if (length.value > BigInt(MAX_FIELD)) throw new Error('A field of a history is too large.')
      const end = length.end + Number(length.value)
      return bytes.length < end ? end : { field: { number, bytes: bytes.subarray(length.end, end) }, end }
    }
    default:
      throw new Error('A history is not written as it should be.')
  }
}

function fixed(bytes: Buffer, number: number, end: number): { field: Field; end: number } | number {
  return bytes.length < end ? end : { field: { number, bytes: null }, end }
}

/** Null: it goes on beyond the bytes. */
function varintAt(bytes: Buffer, start: number): { value: bigint; end: number } | null {
  let value = 0n
  for (let at = start, shift = 0n; at < bytes.length; at++, shift += 7n) {
    const byte = bytes[at] ?? 0
    if (shift > 63n) throw new Error('A history is not written as it should be.')
    value |= BigInt(byte & 0x7f) << shift
    if (byte < 0x80) return { value, end: at + 1 }
  }
  return null
}
