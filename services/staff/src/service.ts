// Owns how the staff service is put together: projections, rounds, endpoints.
import {
  acceptInvitation,
  changeAccount,
  changeMyPassword,
  listAccounts,
  listInvitations,
  makeInvitation,
  readInvitation,
  renameMe,
  revokeInvitation,
  signIn,
  signOut,
  signUp,
  signUpSettings,
  whoIs,
} from '@indoshopster/contracts/staff/staff.endpoints'
import { runProjection } from '@indoshopster/read-store/projection-runner'
import { serveEndpoint } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import {
  answerChangeAccount,
  answerChangeMyPassword,
  answerListAccounts,
  answerRenameMe,
} from './account/account.endpoints.ts'
import { accountList } from './account/account-list.projection.ts'
import {
  answerAcceptInvitation,
  answerListInvitations,
  answerMakeInvitation,
  answerReadInvitation,
  answerRevokeInvitation,
} from './invitation/invitation.endpoints.ts'
import { invitationList } from './invitation/invitation-list.projection.ts'
import { type OpenStaff, openStaff } from './open-staff.ts'
import {
  answerSignIn,
  answerSignOut,
  answerSignUp,
  answerSignUpSettings,
  answerWhoIs,
} from './sign-in/sign-in.endpoints.ts'
import { sweep } from './sign-in/sign-in.queries.ts'
import { goRounds } from './rounds.ts'
import type { StaffConfig } from './staff.config.ts'
import { workspaceList } from './workspace/workspace-list.projection.ts'

/** Starts staff; it serves at once, and is ready when its lists have folded the log. */
export async function buildStaff(
  config: StaffConfig,
  logger: Logger,
  open: (config: StaffConfig, logger: Logger) => Promise<OpenStaff> = openStaff,
): Promise<RunningService> {
  const staff = await open(config, logger)
  const { nats, log, machinery } = staff
  const running = { log, pool: machinery, schema: 'staff', logger }
  const workspaces = runProjection({ ...running, projection: workspaceList })
  const accounts = runProjection({ ...running, projection: accountList })
  const invitations = runProjection({ ...running, projection: invitationList })
  const lists = [workspaces, accounts, invitations]
  const rounds = goRounds(
    {
      'finish pending sign-ups': () => staff.makeAccount.finish(),
      'sweep out what is over': () => sweep(staff.everyone, staff.now()),
    },
    logger,
  )

  const deps = { ...staff, lists, accounts, invitations, signUpOpen: config.signUp === 'open' }
  const endpoints = [
    serveEndpoint(nats, logger, signUp, answerSignUp(deps)),
    serveEndpoint(nats, logger, signIn, answerSignIn(deps)),
    serveEndpoint(nats, logger, whoIs, answerWhoIs(deps)),
    serveEndpoint(nats, logger, signOut, answerSignOut(deps)),
    serveEndpoint(nats, logger, signUpSettings, answerSignUpSettings(deps)),
    serveEndpoint(nats, logger, listAccounts, answerListAccounts(deps)),
    serveEndpoint(nats, logger, changeAccount, answerChangeAccount(deps)),
    serveEndpoint(nats, logger, renameMe, answerRenameMe(deps)),
    serveEndpoint(nats, logger, changeMyPassword, answerChangeMyPassword(deps)),
    serveEndpoint(nats, logger, listInvitations, answerListInvitations(deps)),
    serveEndpoint(nats, logger, makeInvitation, answerMakeInvitation(deps)),
    serveEndpoint(nats, logger, revokeInvitation, answerRevokeInvitation(deps)),
    serveEndpoint(nats, logger, readInvitation, answerReadInvitation(deps)),
    serveEndpoint(nats, logger, acceptInvitation, answerAcceptInvitation(deps)),
  ]

  return {
    waitingFor: () => staff.waitingFor(lists),
    stop: async () => {
      await Promise.allSettled(endpoints.map((subscription) => subscription.drain()))
      await Promise.all([rounds.stop(), ...lists.map((list) => list.stop())])
      await staff.close()
    },
  }
}
