// Owns /app/join: coming in by an invitation. Nobody is signed in yet.
import { acceptInvitation, readInvitation } from '@indoshopster/contracts/staff/staff.endpoints'
import { SignedIn } from '@indoshopster/contracts/web-api/auth'
import { JoinBody, JoinLookBody, JoinOffer } from '@indoshopster/contracts/web-api/staff'
import type { App } from '../http/app-instance.ts'
import type { Ask } from '../ports.ts'
import { giveToken } from '../sign-in/sign-in-cookie.ts'

const tags = ['sign-in']

/** Mounts them on the context of people who are not signed in; `perMinute` is how often one address may try. */
export function addJoinRoutes(context: App, parts: { ask: Ask; perMinute: number }): void {
  const { ask } = parts
  const config = { rateLimit: { max: parts.perMinute, timeWindow: 60_000 } }

  context.post(
    '/join/look',
    {
      config,
      schema: {
        tags,
        summary: 'What does this link offer?',
        body: JoinLookBody,
        response: { 200: JoinOffer },
      },
    },
    (request) => ask(readInvitation, request.body),
  )

  context.post(
    '/join',
    { config, schema: { tags, summary: 'Join by a link', body: JoinBody, response: { 201: SignedIn } } },
    async (request, reply) => {
      const { token, csrfToken, account } = await ask(acceptInvitation, request.body)
      giveToken(request, reply, token)
      return reply.code(201).send({ csrfToken, account })
    },
  )
}
