// Owns the HTTP shapes of colleagues, invitations and one's own account under /app.
import { Type, type Static } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'
import { Role } from '../role.ts'
import { AccountView, InvitationView } from '../staff/staff.endpoints.ts'

/** GET /app/staff?min_seq: accounts for everyone, open invitations for admins and owners (empty for others) */
export const StaffList = Type.Object({
  accounts: Type.Array(AccountView),
  invitations: Type.Array(InvitationView),
})
/** PATCH /app/staff/{id} answers Appended */
export const ChangeAccountBody = Type.Object(
  { role: Type.Optional(Role), active: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
/** POST /app/invitations → 201; `path` is shown this once. DELETE /app/invitations/{id} answers Appended. */
export const InviteBody = Type.Object(
  { role: Role, note: Type.String({ maxLength: 100 }) },
  { additionalProperties: false },
)
export const Invited = Type.Object({
  id: Uuid,
  /** `/join#<secret>` on the app's own address: what stands behind # reaches no server log. */
  path: Type.String(),
  sequence: Type.Integer(),
})
/** POST /app/join/look {secret}: no sign-in needed */
export const JoinLookBody = Type.Object(
  { secret: Type.String({ maxLength: 200 }) },
  { additionalProperties: false },
)
export const JoinOffer = Type.Object({ workspaceName: Type.String(), role: Role, expiresAt: IsoTime })
/** POST /app/join → 201 SignedIn, cookie set */
export const JoinBody = Type.Object(
  {
    secret: Type.String({ maxLength: 200 }),
    name: Type.String({ maxLength: 200 }),
    email: Type.String({ maxLength: 320 }),
    password: Type.String({ maxLength: 1024 }),
  },
  { additionalProperties: false },
)
/** PATCH /app/me answers Appended */
export const RenameMeBody = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)
/** POST /app/me/password → 204 */
export const ChangePasswordBody = Type.Object(
  { current: Type.String({ maxLength: 1024 }), next: Type.String({ maxLength: 1024 }) },
  { additionalProperties: false },
)

export type StaffList = Static<typeof StaffList>
export type Invited = Static<typeof Invited>
export type JoinOffer = Static<typeof JoinOffer>
