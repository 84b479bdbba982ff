// A virtual phone puts a file on the media server, and gets what a message must say about it.
import type { Network } from '../network.ts'
import { encryptFile } from './media-crypto.ts'
import type { CipherKind } from './media-crypto.ts'

export interface Upload {
  readonly file: Uint8Array
  readonly cipherKind: CipherKind
  readonly mimetype: string
  /** The uploading number. */
  readonly by: string
  /** The number or group it is meant for. */
  readonly to: string
}

/** The fields every kind of media message shares. */
export const uploadFile = async (network: Network, { file, cipherKind, mimetype, by, to }: Upload) => {
  const { blob, ...keys } = await encryptFile(file, cipherKind)
  const now = network.now()
  const directPath = await network.media.put(blob, { uploadedBy: by, meantFor: to }, now)
  return {
    ...keys,
    mimetype,
    directPath,
    url: `https://${network.mediaHost()}${directPath}`,
    mediaKeyTimestamp: Math.floor(now / 1000),
  }
}
