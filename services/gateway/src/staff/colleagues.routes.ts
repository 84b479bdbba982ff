// Owns /app/staff and /app/invitations: who works here, and who is asked to.
import { Appended } from '@indoshopster/contracts/page'
import { includesRole } from '@indoshopster/contracts/role'
import {
  changeAccount,
  listAccounts,
  listInvitations,
  makeInvitation,
  revokeInvitation,
} from '@indoshopster/contracts/staff/staff.endpoints'
import { IdParams } from '@indoshopster/contracts/web-api/inbox'
import { ReadQuery } from '@indoshopster/contracts/web-api/sessions'
import { ChangeAccountBody, InviteBody, Invited, StaffList } from '@indoshopster/contracts/web-api/staff'
import type { App } from '../http/app-instance.ts'
import { minSeqOf } from '../http/min-seq.ts'
import { Problem } from '../http/problem.ts'
import type { Ask } from '../ports.ts'
import { needing } from '../sign-in/needed-role.ts'
import { actorOf } from '../sign-in/signed-in-only.ts'

const tags = ['staff']

/** Mounts them on a context that is behind the sign-in. */
export function addColleagueRoutes(context: App, ask: Ask): void {
  context.get(
    '/staff',
    {
      schema: {
        tags,
        summary: 'Everyone who works here; open invitations for admins and owners',
        querystring: ReadQuery,
        response: { 200: StaffList },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      const minSeq = minSeqOf(request.query)
      const mayInvite = includesRole(actor.role, needing(listInvitations).needs)
      const [{ accounts }, { invitations }] = await Promise.all([
        ask(listAccounts, { workspace: actor.workspace, ...minSeq }),
        mayInvite ? ask(listInvitations, { ...actor, ...minSeq }) : { invitations: [] },
      ])
      return { accounts, invitations }
    },
  )

  context.patch(
    '/staff/:id',
    {
      config: needing(changeAccount),
      schema: {
        tags,
        summary: 'Change the role of an account, close it or open it again',
        params: IdParams,
        body: ChangeAccountBody,
        response: { 200: Appended },
      },
    },
    (request) => {
      const { role, active } = request.body
      if (role === undefined && active === undefined) {
        throw new Problem('request_invalid', { detail: 'Send role, active or both.' })
      }
      return ask(changeAccount, {
        ...actorOf(request),
        accountId: request.params.id,
        ...(role === undefined ? {} : { newRole: role }),
        ...(active === undefined ? {} : { active }),
      })
    },
  )

  context.post(
    '/invitations',
    {
      config: needing(makeInvitation),
      schema: {
        tags,
        summary: 'Make a link that lets one person join; it is shown this once',
        body: InviteBody,
        response: { 201: Invited },
      },
    },
    async (request, reply) => {
      const { role: invitee, note } = request.body
      const made = await ask(makeInvitation, { ...actorOf(request), invitee, note })
      // What stands behind # reaches no server, so no log of one holds the secret.
      const path = `/join#${made.secret}`
      return reply.code(201).send({ id: made.invitationId, path, sequence: made.sequence })
    },
  )

  context.delete(
    '/invitations/:id',
    {
      config: needing(revokeInvitation),
      schema: { tags, summary: 'Take a link back', params: IdParams, response: { 200: Appended } },
    },
    (request) => ask(revokeInvitation, { ...actorOf(request), invitationId: request.params.id }),
  )
}
