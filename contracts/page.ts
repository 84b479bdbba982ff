// Owns the words every paged query shares: cursor, limit, min_seq, and what a command answers.
import { Type } from 'typebox'
import { Uuid } from './envelope.ts'
import { Role } from './role.ts'

export const Cursor = Type.String({ minLength: 1, maxLength: 200, description: 'Opaque; from `nextCursor`.' })
export const NextCursor = Type.Union([Cursor, Type.Null()])
export const Limit = Type.Integer({ minimum: 1, maximum: 100 })
/** Answer only when the read model has folded this sequence; waits up to 2 s, then refuses with `read_model_behind`. */
export const MinSeq = Type.Integer({ minimum: 0 })
/** Who acts: the tenant, the account or key, and its role, all from the credential. */
export const Actor = Type.Object({ workspace: Uuid, by: Type.String(), role: Role })
/** What a command appended last; pass it as `min_seq` to read your own write. 0: nothing had to change. */
export const Appended = Type.Object({ sequence: Type.Integer({ minimum: 0 }) })
