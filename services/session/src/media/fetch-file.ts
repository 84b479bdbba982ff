// Owns fetching one file into our store and telling that it is there.
import type { Media } from '@indoshopster/contracts/session/media'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import { storeFile } from '@indoshopster/media-store/store-file'
import type { InSlot } from '../send/slots.ts'
import type { Fence, WhatsApp } from '../whatsapp/whatsapp.port.ts'
import { tellStored, type TellDeps } from './media-outcome.ts'
import type { ReceivedFile } from './received-file.ts'

export interface FetchFileDeps extends TellDeps {
  readonly store: MediaStore
  readonly whatsapp: Pick<WhatsApp, 'openMedia'>
  /** Files of all sessions of this process that are fetched at once. */
  readonly inSlot: InSlot
  readonly maxBytes: number
  /** False: the chat was erased. */
  readonly isKnown: (fence: Fence, chatId: string) => Promise<boolean>
}

/** Throws what `openMedia` and the store throw. Quiet where the person was erased meanwhile. */
export async function fetchFile(
  deps: FetchFileDeps,
  fence: Fence,
  file: ReceivedFile,
  wireMedia: string,
  signal: AbortSignal,
): Promise<void> {
  const stored = await deps.inSlot(() => fetchOnce(deps, fence, file, wireMedia, signal))
  if (!(await deps.isKnown(fence, file.event.data.chatId))) {
    // It was sealed with a key that was made after the erasure, which nothing would destroy.
    await deps.store.delete(fence.workspace, file.media.mediaId)
    return
  }
  await tellStored(deps, fence, file, stored)
}

async function fetchOnce(
  { store, whatsapp, maxBytes }: FetchFileDeps,
  { workspace }: Fence,
  { media: told, event }: ReceivedFile,
  wireMedia: string,
  signal: AbortSignal,
): Promise<Media> {
  const place = { workspace, mediaId: told.mediaId, person: `contact:${event.data.contactId}` }
  const { mimetype, fileName } = told
  const content = whatsapp.openMedia(wireMedia, maxBytes, signal)
  const stored = await storeFile(store, place, content, { mimetype, fileName, maxBytes })
  return {
    mediaId: told.mediaId,
    mimetype: stored.mimetype,
    bytes: stored.bytes,
    fileName: stored.fileName,
    width: stored.width ?? told.width,
    height: stored.height ?? told.height,
    seconds: told.seconds,
    thumbnail: stored.thumbnail ?? told.thumbnail,
  }
}
