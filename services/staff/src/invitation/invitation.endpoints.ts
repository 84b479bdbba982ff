// Owns the endpoints about invitations: list, make, take back, look at a link, join by it.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type {
  acceptInvitation,
  listInvitations,
  makeInvitation,
  readInvitation,
  revokeInvitation,
} from '@indoshopster/contracts/staff/staff.endpoints'
import { decideAndAppend } from '@indoshopster/event-log/decide-and-append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { keyedHash } from '@indoshopster/service/keyed-hash'
import { begin, type StaffDeps } from '../sign-in/sign-in.endpoints.ts'
import { newToken } from '../sign-in/token.ts'
import { staffErrors } from '../staff.errors.ts'
import { invitation } from './invitation.decider.ts'
import { invitationByHash, openInvitations } from './invitation-list.queries.ts'

interface Deps extends StaffDeps {
  readonly log: Pick<EventLog, 'append' | 'readEntity' | 'lastSequence'>
  readonly invitations: RunningProjection
  /** 64 hex digits under which the secrets of links are hashed. */
  readonly invitationsKey: string
  readonly newId: () => string
}

const LIFETIME_MS = 7 * 86_400_000

const place = (workspace: string, entity: string) => ({
  workspace,
  owner: 'staff',
  lane: 'invitation',
  entity,
})

/** Answers `list_invitations`. */
export const answerListInvitations =
  ({ database, invitations, now }: Deps) =>
  async (request: RequestOf<typeof listInvitations>): Promise<ResponseOf<typeof listInvitations>> => {
    const { workspace, minSeq } = request
    if (minSeq !== undefined && !(await invitations.waitFor(minSeq))) {
      throw new Refusal('read_model_behind', staffErrors.read_model_behind)
    }
    const open = await inWorkspace(database, workspace, (reader) => openInvitations(reader, workspace, now()))
    return { invitations: open }
  }

/** Answers `make_invitation`. The secret exists in this answer only; the log gets its keyed hash. */
export const answerMakeInvitation =
  ({ log, invitationsKey, newId, now }: Deps) =>
  async (request: RequestOf<typeof makeInvitation>): Promise<ResponseOf<typeof makeInvitation>> => {
    const { workspace, by, role, invitee, note } = request
    const invitationId = newId()
    const secret = newToken()
    const hash = keyedHash(invitationsKey, secret)
    const expiresAt = new Date(now() + LIFETIME_MS).toISOString()
    const command = { type: 'make' as const, invitationId, by, role, invitee, note, hash, expiresAt }
    const { sequence } = await decideAndAppend(log, invitation, place(workspace, invitationId), command)
    return { invitationId, secret, sequence }
  }

/** Answers `revoke_invitation`. */
export const answerRevokeInvitation =
  ({ log }: Deps) =>
  ({
    workspace,
    by,
    role,
    invitationId,
  }: RequestOf<typeof revokeInvitation>): Promise<ResponseOf<typeof revokeInvitation>> =>
    decideAndAppend(log, invitation, place(workspace, invitationId), {
      type: 'revoke',
      invitationId,
      by,
      role,
    })

/** Answers `read_invitation`. */
export const answerReadInvitation =
  (deps: Deps) =>
  async ({ secret }: RequestOf<typeof readInvitation>): Promise<ResponseOf<typeof readInvitation>> => {
    const { workspaceName, role, expires_at } = await opened(deps, secret)
    return { workspaceName, role, expiresAt: expires_at.toISOString() }
  }

/** Answers `accept_invitation`. */
export const answerAcceptInvitation =
  (deps: Deps) =>
  async (request: RequestOf<typeof acceptInvitation>): Promise<ResponseOf<typeof acceptInvitation>> => {
    const { secret, ...person } = request
    const { id, workspace, role } = await opened(deps, secret)
    const { account } = await deps.makeAccount.join(person, { invitation: id, workspace, role })
    return begin(deps, account, workspace)
  }

/** A link may be opened before the list has folded it: then the list catches up first. */
async function opened({ everyone, invitations, invitationsKey, log, now }: Deps, secret: string) {
  const hash = keyedHash(invitationsKey, secret)
  const found = await invitationByHash(everyone, hash, now())
  if (found) return found
  await invitations.waitFor(await log.lastSequence())
  const later = await invitationByHash(everyone, hash, now())
  if (!later) throw new Refusal('invitation_not_found', staffErrors.invitation_not_found)
  return later
}
