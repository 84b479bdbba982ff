// Owns what a person changes of their own account under /app/me.
import { Appended } from '@indoshopster/contracts/page'
import { changeMyPassword, renameMe } from '@indoshopster/contracts/staff/staff.endpoints'
import { ChangePasswordBody, RenameMeBody } from '@indoshopster/contracts/web-api/staff'
import type { App } from '../http/app-instance.ts'
import type { Ask } from '../ports.ts'
import { needing } from '../sign-in/needed-role.ts'
import { actorOf, signInOf } from '../sign-in/signed-in-only.ts'

const tags = ['sign-in']

/** Mounts them on a context that is behind the sign-in. */
export function addMyAccountRoutes(context: App, ask: Ask): void {
  context.patch(
    '/me',
    {
      config: needing(renameMe),
      schema: { tags, summary: 'Change your name', body: RenameMeBody, response: { 200: Appended } },
    },
    (request) => ask(renameMe, { ...actorOf(request), name: request.body.name }),
  )

  context.post(
    '/me/password',
    {
      config: needing(changeMyPassword),
      schema: {
        tags,
        summary: 'Change your password; ends your other sign-ins',
        body: ChangePasswordBody,
        response: { 204: {} },
      },
    },
    async (request, reply) => {
      await ask(changeMyPassword, { ...actorOf(request), token: signInOf(request).token, ...request.body })
      return reply.code(204).send()
    },
  )
}
