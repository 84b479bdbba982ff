// A virtual phone fetches the media of a message, decrypts it and checks that it is what the sender said.
import type { Network } from '../network.ts'
import { decryptFile, sha256 } from './media-crypto.ts'
import type { MediaPart } from './media-part.ts'

export type MediaProblem = 'missing' | 'damaged' | 'hash_differs' | 'length_differs'

/** The plain file, or why there is none. Faults of the media server are not felt: the phone reads its disk. */
export const openMedia = async (
  network: Network,
  part: MediaPart,
): Promise<{ readonly file: Buffer } | { readonly problem: MediaProblem }> => {
  const blob = await network.media.read(part.directPath)
  if (!blob) return { problem: 'missing' }
  if (part.mediaKey.length !== 32 || !sha256(blob).equals(part.fileEncSha256)) return { problem: 'damaged' }
  const file = await decryptFile(blob, part.mediaKey, part.cipherKind)
  if (!file) return { problem: 'damaged' }
  if (!sha256(file).equals(part.fileSha256)) return { problem: 'hash_differs' }
  return file.length === part.fileLength ? { file } : { problem: 'length_differs' }
}
