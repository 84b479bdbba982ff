// Owns the media store as services use it: files go in and out as streams, sealed with the key of the person they tell of.
import type { Keyring } from '@indoshopster/event-log/keyring'
import { type About, clearPartOf, readAbout, writeAbout } from './about.ts'
import { MediaDamagedError, MediaRejectedError, MediaTooLargeError } from './media.errors.ts'
import { cleanFileName } from './file-name.ts'
import { openPart, PART_BYTES, sealPart, type Sealed } from './sealed-part.ts'
import { inParts } from './in-parts.ts'
import type { PartStore } from './part-store.ts'
import { sniff } from './sniff.ts'

/** What is known of a stored file. */
export interface StoredFile {
  /** Sniffed; `application/octet-stream` where nothing safe is known. */
  readonly mimetype: string
  readonly bytes: number
  /** Cleaned; null when it has none. */
  readonly fileName: string | null
}

/** Where a file belongs. `person` as in the keyring, for example `contact:<id>`: its erasure erases the file. */
export interface MediaPlace {
  readonly workspace: string
  readonly mediaId: string
  readonly person: string
}

/** What the giver of a file says, and what its caller takes. */
export interface PutOptions {
  /** Believed only where the bytes do not contradict it. */
  readonly mimetype: string
  readonly fileName: string | null
  readonly maxBytes: number
  /** False refuses the sniffed type before more than its beginning is read. Left out: every type. */
  readonly accepts?: (mimetype: string) => boolean
}

/** Inclusive byte positions; `end` left out: to the end. */
export interface ByteRange {
  readonly start: number
  readonly end?: number | undefined
}

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

export interface MediaStore {
  /**
   * Stores a file once: an id that is there already is answered as it is, and `content` is not read. Reads `content` in
   * bounded memory; when it throws, nothing is kept and the error goes through. Throws MediaTooLargeError,
   * MediaRejectedError (also when empty), MediaStoreUnavailableError, or CannotSealError of the keyring.
   */
  put(place: MediaPlace, content: Chunks, options: PutOptions): Promise<StoredFile>
  /** The file, or the part of it in range (clamped to its end); null: unknown, deleted or erased. */
  get(
    workspace: string,
    mediaId: string,
    range?: ByteRange,
  ): Promise<{ file: StoredFile; content: AsyncIterable<Uint8Array> } | null>
  /** Null: unknown, deleted or erased. */
  describe(workspace: string, mediaId: string): Promise<StoredFile | null>
  /** Removes the bytes; quiet when there are none. */
  delete(workspace: string, mediaId: string): Promise<void>
}

/** A media store over a place for parts. `newTake` makes a fresh id for each attempt to store something. */
export function createMediaStore(deps: {
  parts: PartStore
  keyring: Keyring
  newTake: () => string
}): MediaStore {
  const { parts, keyring, newTake } = deps
  const nameOfAbout = (workspace: string, mediaId: string) => `${workspace}/${mediaId}/about`
  const nameOf = ({ workspace, mediaId, take }: Sealed, index: number) =>
    `${workspace}/${mediaId}/${take}/${index}`

  /** The record of a file with its key; null: unknown or erased. */
  async function find(workspace: string, mediaId: string): Promise<{ about: About; key: Uint8Array } | null> {
    const stored = await parts.get(nameOfAbout(workspace, mediaId))
    if (!stored) return null
    return readAbout(stored, { workspace, mediaId }, async (keyId) => {
      const keys = await keyring.openingKeys(workspace, [keyId])
      return keys.get(keyId) ?? null
    })
  }

  async function* read(sealed: Sealed, key: Uint8Array, about: About, { start, end }: Bounds) {
    const last = about.parts - 1
    const fetch = async (index: number) => {
      const part = await parts.get(nameOf(sealed, index))
      if (!part) throw new MediaDamagedError('A part of the file is missing.')
      return openPart(key, part, { ...sealed, index, last: index === last })
    }
    const to = Math.floor(end / PART_BYTES)
    let index = Math.floor(start / PART_BYTES)
    let next = fetch(index)
    for (; index <= to; index++) {
      const part = await next
      // One ahead, so that the reader waits for the network, not for both. Its failure is told when it is its turn.
      if (index < to) (next = fetch(index + 1)).catch(() => {})
      const base = index * PART_BYTES
      yield part.subarray(Math.max(0, start - base), Math.min(part.length, end - base + 1))
    }
  }

  async function removeParts(sealed: Sealed, count: number): Promise<void> {
    for (let index = 0; index < count; index++) await parts.delete(nameOf(sealed, index))
  }

  return {
    async put({ workspace, mediaId, person }, content, options) {
      const known = await find(workspace, mediaId)
      if (known) return known.about.file
      const { id, key } = await keyring.sealingKey(workspace, person)
      const sealed: Sealed = { workspace, mediaId, take: newTake() }
      let bytes = 0
      let count = 0
      let mimetype = ''
      try {
        for await (const { part, last } of inParts(content, PART_BYTES)) {
          bytes += part.length
          if (bytes > options.maxBytes) throw new MediaTooLargeError('The file is larger than is taken.')
          if (bytes === 0) throw new MediaRejectedError('The file is empty.')
          if (count === 0) {
            mimetype = sniff(part, options)
            if (options.accepts?.(mimetype) === false)
              throw new MediaRejectedError('Files of this kind are not taken.')
          }
          const index = count++
          await parts.put(nameOf(sealed, index), sealPart(key, part, { ...sealed, index, last }))
        }
        const file = { mimetype, bytes, fileName: cleanFileName(options.fileName) }
        // What has no record does not exist: it is written when everything else is there.
        const record = writeAbout({ file, parts: count, take: sealed.take }, { workspace, mediaId, id, key })
        await parts.put(nameOfAbout(workspace, mediaId), record)
        return file
      } catch (error) {
        await removeParts(sealed, count).catch(() => undefined)
        throw error
      }
    },

    async get(workspace, mediaId, range) {
      const found = await find(workspace, mediaId)
      if (!found) return null
      const { about, key } = found
      const start = range?.start ?? 0
      const end = Math.min(range?.end ?? about.file.bytes - 1, about.file.bytes - 1)
      const sealed = { workspace, mediaId, take: about.take }
      return { file: about.file, content: start > end ? nothing() : read(sealed, key, about, { start, end }) }
    },

    async describe(workspace, mediaId) {
      return (await find(workspace, mediaId))?.about.file ?? null
    },

    async delete(workspace, mediaId) {
      const stored = await parts.get(nameOfAbout(workspace, mediaId))
      if (!stored) return
      // Number and place of the parts stand in clear: an erased person's files can still be removed.
      const { take, parts: count } = clearPartOf(stored)
      await removeParts({ workspace, mediaId, take }, count)
      await parts.delete(nameOfAbout(workspace, mediaId))
    },
  }
}

/** Inclusive byte positions within the file. */
interface Bounds {
  readonly start: number
  readonly end: number
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
