// Owns storing a file whole: its bytes, and where it is a picture its size and thumbnail.
import type { Chunks, MediaPlace, MediaStore, PutOptions, StoredFile } from './media-store.ts'
import { type Picture, pictureOf } from './picture.ts'

/** Pictures up to this size are looked at; they are held in memory meanwhile. */
const MAX_LOOKED_AT = 25 * 1024 * 1024

/** What `contracts/session/media.ts` calls a media, but for the length of sound. */
export interface StoredMedia extends StoredFile {
  readonly mediaId: string
  readonly width: number | null
  readonly height: number | null
  readonly thumbnail: string | null
}

/** Stores as `MediaStore.put` does, with its errors. */
export async function storeFile(
  store: MediaStore,
  place: MediaPlace,
  content: Chunks,
  options: PutOptions,
): Promise<StoredMedia> {
  const file = await store.put(place, content, options)
  const picture = file.mimetype.startsWith('image/') ? await lookAt(store, place, file) : null
  return {
    mediaId: place.mediaId,
    ...file,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
    thumbnail: picture?.thumbnail ?? null,
  }
}

async function lookAt(store: MediaStore, place: MediaPlace, file: StoredFile): Promise<Picture | null> {
  if (file.bytes > MAX_LOOKED_AT) return null
  const stored = await store.get(place.workspace, place.mediaId)
  if (!stored) return null
  const chunks: Uint8Array[] = []
  for await (const chunk of stored.content) chunks.push(chunk)
  return pictureOf(Buffer.concat(chunks))
}
