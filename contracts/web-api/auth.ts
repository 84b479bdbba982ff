// Owns the HTTP shapes of sign-up, sign-in and "me" under /app.
import { Type, type Static } from 'typebox'
import { IsoTime } from '../envelope.ts'
import { Role } from '../role.ts'
import { AccountView } from '../staff/staff.endpoints.ts'
import { Network } from '../session/session.events.ts'

/** POST /app/sign-up */
export const SignUpBody = Type.Object(
  {
    workspaceName: Type.String({ maxLength: 200 }),
    name: Type.String({ maxLength: 200 }),
    email: Type.String({ maxLength: 320 }),
    password: Type.String({ maxLength: 1024 }),
  },
  { additionalProperties: false },
)
/** POST /app/sign-in */
export const SignInBody = Type.Object(
  { email: Type.String({ maxLength: 320 }), password: Type.String({ maxLength: 1024 }) },
  { additionalProperties: false },
)
/** Answer of sign-up and sign-in; the cookie is set beside it. Send the token as `x-csrf-token` on every non-GET. */
export const SignedIn = Type.Object({ csrfToken: Type.String(), account: AccountView })
/** POST /app/sign-out */
export const SignOutBody = Type.Object({ everywhere: Type.Boolean() }, { additionalProperties: false })
/** GET /app/me */
export const Me = Type.Object({
  account: AccountView,
  csrfToken: Type.String(),
  /** Networks a number can be added on here. */
  networks: Type.Array(Network),
  /** The page of the simulator's virtual phones; null where its network is not offered or its address is not known. */
  simulatorUrl: Type.Union([Type.String(), Type.Null()]),
  /** Everyone of the workspace, for authors in threads and for assigning; closed accounts too. */
  colleagues: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), role: Role, active: Type.Boolean() }),
  ),
  /** Opens files of the workspace on GET /media/{id}; ask again before it expires. */
  media: Type.Object({ key: Type.String(), expiresAt: IsoTime }),
  limits: Type.Object({ /** Bytes of a file that may be sent. */ mediaBytes: Type.Integer() }),
})
/** GET /app/sign-up: no sign-in needed */
export const SignUpSettings = Type.Object({ open: Type.Boolean() })

export type SignUpBody = Static<typeof SignUpBody>
export type SignInBody = Static<typeof SignInBody>
export type SignedIn = Static<typeof SignedIn>
export type Me = Static<typeof Me>
