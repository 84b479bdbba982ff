// Owns refusing a request early when the role of who is signed in does not reach. The services behind it judge again.
import type { EndpointDefinition } from '@indoshopster/contracts/endpoint'
import { includesRole, type Role } from '@indoshopster/contracts/role'
import type { FastifyRequest } from 'fastify'
import type { App } from '../http/app-instance.ts'
import { Problem } from '../http/problem.ts'
import { signInOf } from './signed-in-only.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The least role that may call the route. */
    needs?: Role
  }
}

/** Route config: whoever may ask this endpoint may call the route. */
export const needing = (endpoint: Pick<EndpointDefinition, 'needs'>): { needs: Role } => ({
  needs: endpoint.needs ?? 'viewer',
})

/** Judges roles on a context that is behind the sign-in. A route that changes something must say whom it is for. */
export function judgeRoles(context: App): void {
  context.addHook('onRoute', ({ method, url, config }) => {
    const changes = [method].flat().some((one) => one !== 'GET' && one !== 'HEAD')
    if (changes && config?.needs === undefined) throw new Error(`${url} does not say which role it needs.`)
  })
  context.addHook('onRequest', async (request: FastifyRequest) => {
    const { needs = 'viewer' } = request.routeOptions.config
    if (includesRole(signInOf(request).account.role, needs)) return
    throw new Problem('role_forbidden', {
      detail: `This needs the role ${needs}; ask an owner of the workspace.`,
    })
  })
}
