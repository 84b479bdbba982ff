// Owns the changes that staff make to one conversation or to many at once.
import { Type, type Static } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'

/**
 * The newest message that whoever closes a conversation had before them. One of the customer that came after it keeps
 * the conversation open.
 */
export const UpToSequence = Type.Integer({ minimum: 0 })

/**
 * | kind         | refused with                                                            |
 * | ------------ | ----------------------------------------------------------------------- |
 * | claim        | `already_claimed` (facts: `assignee`) when it is a colleague's          |
 * | assign       | `assignee_not_found`; null puts it back                                 |
 * | apply_label  | `label_not_found`, `too_many_labels`                                    |
 * | snooze       | `snooze_invalid` when not in the future or over a year away             |
 * | rename       | `name_invalid`; null takes staff's name back                            |
 *
 * All are quiet when nothing has to change.
 */
export const ConversationChange = Type.Union([
  Type.Object({ kind: Type.Literal('claim') }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.Literal('assign'), assignee: Type.Union([Uuid, Type.Null()]) },
    { additionalProperties: false },
  ),
  Type.Object({ kind: Type.Literal('apply_label'), labelId: Uuid }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('remove_label'), labelId: Uuid }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.Literal('snooze'), until: IsoTime, upToSequence: Type.Optional(UpToSequence) },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('resolve'), upToSequence: Type.Optional(UpToSequence) },
    { additionalProperties: false },
  ),
  Type.Object({ kind: Type.Literal('reopen') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('mark_unread') }, { additionalProperties: false }),
  Type.Object(
    {
      kind: Type.Literal('rename'),
      name: Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()]),
    },
    { additionalProperties: false },
  ),
])
export type ConversationChange = Static<typeof ConversationChange>
