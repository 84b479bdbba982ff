// Answers: what is known of a stored file, as messages and templates carry it?
import type { Media } from '@indoshopster/contracts/session/media'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import { type Picture, pictureOf } from '@indoshopster/media-store/picture'
import { Problem } from '../http/problem.ts'
import { storeProblem } from './store-problem.ts'

export interface KnownMedia {
  /** Throws Problem `media_not_found` or `service_unavailable`. */
  find(workspace: string, mediaId: string): Promise<Media>
  /** Keeps in mind what has just been found out of a picture. */
  remember(workspace: string, media: Media): void
  /** Keeps nothing in mind any more: somebody was erased. */
  forgetAll(): void
}

const MAX_REMEMBERED = 200
/** Pictures up to this size are looked at; they are held in memory meanwhile. */
const MAX_LOOKED_AT = 25 * 1024 * 1024

/** Over a media store. What a picture looks like is remembered, so that sending what was just uploaded is quick. */
export function createKnownMedia(store: MediaStore): KnownMedia {
  const pictures = new Map<string, Picture | null>()
  const keyOf = (workspace: string, mediaId: string) => `${workspace}/${mediaId}`

  function keep(key: string, picture: Picture | null): Picture | null {
    const oldest = pictures.keys().next().value
    if (pictures.size >= MAX_REMEMBERED && oldest !== undefined) pictures.delete(oldest)
    pictures.set(key, picture)
    return picture
  }

  async function look(workspace: string, mediaId: string): Promise<Picture | null> {
    const key = keyOf(workspace, mediaId)
    const known = pictures.get(key)
    if (known !== undefined) return known
    const stored = await store.get(workspace, mediaId)
    if (!stored || stored.file.bytes > MAX_LOOKED_AT) return null
    const chunks: Uint8Array[] = []
    for await (const chunk of stored.content) chunks.push(chunk)
    return keep(key, await pictureOf(Buffer.concat(chunks)))
  }

  return {
    async find(workspace, mediaId) {
      try {
        const file = await store.describe(workspace, mediaId)
        if (!file) throw new Problem('media_not_found')
        const picture = file.mimetype.startsWith('image/') ? await look(workspace, mediaId) : null
        const { width = null, height = null, thumbnail = null } = picture ?? {}
        const { mimetype, bytes, fileName } = file
        return { mediaId, mimetype, bytes, fileName, width, height, seconds: null, thumbnail }
      } catch (error) {
        throw storeProblem(error)
      }
    },
    remember(workspace, { mediaId, width, height, thumbnail }) {
      if (width !== null && height !== null) keep(keyOf(workspace, mediaId), { width, height, thumbnail })
    },
    forgetAll: () => pictures.clear(),
  }
}
