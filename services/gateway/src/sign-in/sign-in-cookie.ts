// Owns the cookie that holds a sign-in's token.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CookieSerializeOptions } from '@fastify/cookie'
import { keepsSecureCookies } from '../http/origin.ts'

/** A browser takes `__Host-` only with Secure, without a domain and for the whole site. */
const SECURE_NAME = '__Host-indoshopster'
const PLAIN_NAME = 'indoshopster'

/** Longest a browser keeps it, seconds; the sign-in itself may end sooner. */
const MAX_AGE = 30 * 24 * 3600

const options = (secure: boolean): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure,
})

/** Gives the browser a token to keep. */
export function giveToken(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const secure = keepsSecureCookies(request)
  reply.setCookie(secure ? SECURE_NAME : PLAIN_NAME, token, { ...options(secure), maxAge: MAX_AGE })
}

/** Makes the browser forget it. */
export function forgetToken(request: FastifyRequest, reply: FastifyReply): void {
  const secure = keepsSecureCookies(request)
  reply.clearCookie(secure ? SECURE_NAME : PLAIN_NAME, options(secure))
}

/** The token a request carries; null without one. A plain cookie counts only where no Secure one could be kept. */
export function tokenOf(request: FastifyRequest): string | null {
  const token = request.cookies[keepsSecureCookies(request) ? SECURE_NAME : PLAIN_NAME]
  return token !== undefined && token.length > 0 && token.length <= 200 ? token : null
}
