// Owns the calls about signing in, signing up and who is signed in.
import type { Me, SignedIn, SignInBody, SignUpBody } from '@indoshopster/contracts/web-api/auth'
import type { JoinOffer } from '@indoshopster/contracts/web-api/staff'
import { request } from '../../api/request.ts'

/** Who is signed in; throws `not_signed_in` when nobody is. */
export const fetchMe = () => request<Me>('/app/me')

export const signIn = (body: SignInBody) => request<SignedIn>('/app/sign-in', { method: 'POST', body })

export const signUp = (body: SignUpBody) => request<SignedIn>('/app/sign-up', { method: 'POST', body })

export const signOut = (everywhere: boolean) =>
  request<unknown>('/app/sign-out', { method: 'POST', body: { everywhere } })

/** Whether strangers may sign up here. */
export const fetchSignUpSettings = () => request<{ open: boolean }>('/app/sign-up')

/** What an invitation's link opens; nobody is signed in yet. */
export const lookAtInvitation = (secret: string) =>
  request<JoinOffer>('/app/join/look', { method: 'POST', body: { secret } })

export interface JoinBody {
  secret: string
  name: string
  email: string
  password: string
}

/** Makes an account by an invitation and signs in. */
export const join = (body: JoinBody) => request<SignedIn>('/app/join', { method: 'POST', body })

export const renameMe = (name: string) => request<unknown>('/app/me', { method: 'PATCH', body: { name } })

/** Changes one's own password; every other sign-in of the account ends. */
export const changePassword = (body: { current: string; next: string }) =>
  request<unknown>('/app/me/password', { method: 'POST', body })
