// Owns how a part of a file is sealed: bound to its file, its attempt, its place, and to being the last one or not.
import { randomBytes } from 'node:crypto'
import { open, seal } from '@indoshopster/event-log/seal'
import { MediaDamagedError } from './media.errors.ts'

/** Bytes of a file in one part. */
export const PART_BYTES = 1_048_576

/** The file a part belongs to. `take` differs at each attempt to store it, so that two attempts cannot be mixed. */
export interface Sealed {
  readonly workspace: string
  readonly mediaId: string
  readonly take: string
}

interface Position extends Sealed {
  readonly index: number
  readonly last: boolean
}

const aadOf = ({ workspace, mediaId, take, index, last }: Position) =>
  `media|${workspace}|${mediaId}|${take}|${index}|${last ? 'last' : 'more'}`

export const sealPart = (key: Uint8Array, part: Uint8Array, position: Position): Buffer =>
  seal(key, randomBytes(12), part, aadOf(position))

/** Throws MediaDamagedError when the part was changed, cut, or stands elsewhere than it was sealed for. */
export function openPart(key: Uint8Array, box: Uint8Array, position: Position): Buffer {
  try {
    return open(key, box, aadOf(position))
  } catch (error) {
    throw new MediaDamagedError('A part of the file is not what was stored.', { cause: error })
  }
}
