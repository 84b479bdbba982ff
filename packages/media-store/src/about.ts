// Owns the record that says what a stored file is; its key's id and its number of parts are in clear, the rest sealed.
import { randomBytes } from 'node:crypto'
import { open, seal } from '@indoshopster/event-log/seal'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { MediaDamagedError } from './media.errors.ts'

const Record = Type.Object({
  version: Type.Literal(1),
  key: Type.String(),
  parts: Type.Integer({ minimum: 1 }),
  take: Type.String(),
  /** Base64 of the sealed File. */
  box: Type.String(),
})
const File = Type.Object({
  mimetype: Type.String(),
  bytes: Type.Integer({ minimum: 1 }),
  fileName: Type.Union([Type.String(), Type.Null()]),
})

export interface About {
  readonly file: { readonly mimetype: string; readonly bytes: number; readonly fileName: string | null }
  readonly parts: number
  readonly take: string
}

interface Place {
  readonly workspace: string
  readonly mediaId: string
}

const aadOf = ({ workspace, mediaId }: Place, { parts, take }: Pick<About, 'parts' | 'take'>) =>
  `media|${workspace}|${mediaId}|${take}|about|${parts}`

export function writeAbout(
  about: About,
  { id, key, ...place }: Place & { id: string; key: Uint8Array },
): Buffer {
  const { file, parts, take } = about
  const box = seal(key, randomBytes(12), Buffer.from(JSON.stringify(file)), aadOf(place, about))
  return Buffer.from(JSON.stringify({ version: 1, key: id, parts, take, box: box.toString('base64') }))
}

/** Null when the key is gone. Throws MediaDamagedError when it is no record of this file. */
export async function readAbout(
  stored: Uint8Array,
  place: Place,
  keyOf: (keyId: string) => Promise<Uint8Array | null>,
): Promise<{ about: About; key: Uint8Array } | null> {
  const record = recordIn(stored)
  const key = await keyOf(record.key)
  if (!key) return null
  const { parts, take } = record
  try {
    const plain = open(key, Buffer.from(record.box, 'base64'), aadOf(place, record))
    return { about: { file: Value.Parse(File, JSON.parse(plain.toString())), parts, take }, key }
  } catch (error) {
    throw new MediaDamagedError('The record of the file is not what was stored.', { cause: error })
  }
}

/** What a record says without its key: how many parts there are, and of which attempt. Throws MediaDamagedError. */
export const clearPartOf = (stored: Uint8Array): Pick<About, 'parts' | 'take'> => recordIn(stored)

function recordIn(stored: Uint8Array) {
  try {
    return Value.Parse(Record, JSON.parse(Buffer.from(stored).toString()))
  } catch (error) {
    throw new MediaDamagedError('The record of the file cannot be read.', { cause: error })
  }
}
