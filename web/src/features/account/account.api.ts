// Owns the calls about signing in, signing up and who is signed in.
import type { Me, SignedIn, SignInBody, SignUpBody } from '@indoshopster/contracts/web-api/auth'
import { request } from '../../api/request.ts'

/** Who is signed in; throws `not_signed_in` when nobody is. */
export const fetchMe = () => request<Me>('/app/me')

export const signIn = (body: SignInBody) => request<SignedIn>('/app/sign-in', { method: 'POST', body })

export const signUp = (body: SignUpBody) => request<SignedIn>('/app/sign-up', { method: 'POST', body })

export const signOut = (everywhere: boolean) =>
  request<unknown>('/app/sign-out', { method: 'POST', body: { everywhere } })

/** Whether strangers may sign up here. */
export const fetchSignUpSettings = () => request<{ open: boolean }>('/app/sign-up')
