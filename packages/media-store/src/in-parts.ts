// Owns cutting a stream of any chunks into parts of one size, telling the last one.

/** Every part but the last has `size` bytes; of nothing comes one empty last part. */
export async function* inParts(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ part: Uint8Array; last: boolean }> {
  let part = Buffer.alloc(size)
  let filled = 0
  for await (const chunk of content) {
    let taken = 0
    while (taken < chunk.length) {
      // A full part leaves only when more has come: it might have been the last one.
      if (filled === size) {
        yield { part, last: false }
        part = Buffer.alloc(size)
        filled = 0
      }
      const piece = chunk.subarray(taken, taken + size - filled)
      part.set(piece, filled)
      filled += piece.length
      taken += piece.length
    }
  }
  yield { part: part.subarray(0, filled), last: true }
}
