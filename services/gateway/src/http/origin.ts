// Answers: which host and scheme did the browser call, and may another page call it too?
import type { FastifyRequest } from 'fastify'

const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/

/** True where a Secure cookie is kept: https, and the own machine. */
export function keepsSecureCookies(request: FastifyRequest): boolean {
  return request.protocol === 'https' || loopback.test(request.host)
}

/** True when the request names no origin (scripts) or our own. Only hosts are compared: a proxy may end TLS. */
export function isOwnOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  try {
    return new URL(origin).host === request.host
  } catch {
    return false
  }
}
