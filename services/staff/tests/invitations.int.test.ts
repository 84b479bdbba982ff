// Owns the rules of joining by a link and of roles, as other services see them, on a real log and a real database.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
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
  signUp,
  whoIs,
} from '@indoshopster/contracts/staff/staff.endpoints'
import type { Role } from '@indoshopster/contracts/role'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { migrate } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { ask } from '@indoshopster/service/endpoint'
import { createLogger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import { createTestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats } from '../../../scripts/testing/nats.ts'
import { onceFolded } from '../../../scripts/testing/once-folded.ts'
import { schema } from '../src/schema.ts'
import { buildStaff } from '../src/service.ts'

const keyring = {
  name: 'keyring',
  migrations: new URL('../../../packages/event-log/migrations', import.meta.url).pathname,
  projections: [],
}
const server = await startTestNats()
const nats = await connectNats(server.url, 'test')
const database = await createTestDatabase()
await migrate(database.url, [keyring, schema])
const everything = createPool(database.url, 'test', 2, { allWorkspaces: true })
const password = 'buka toko pagi'
const refusal = (code: string) => ({ code })

let service: RunningService
let owner: { workspace: string; by: string; role: 'owner' }
let numbering = 0
const email = () => `orang${++numbering}@toko.example`

beforeAll(async () => {
  service = await buildStaff(
    {
      databaseUrl: database.url,
      natsUrl: server.url,
      natsReplicas: 1,
      masterKey: 'ab'.repeat(32),
      signUp: 'open',
    },
    createLogger('staff', 'silent'),
  )
  await vi.waitUntil(async () => (await service.waitingFor()).length === 0, { timeout: 15_000 })
  const shop = { workspaceName: 'Toko Ani', name: 'Ani', email: email(), password }
  const { account } = await ask(nats, signUp, shop)
  owner = { workspace: account.workspace, by: account.id, role: 'owner' }
})
afterAll(async () => {
  await service.stop()
  await everything.end()
  await nats.close()
})

const invite = (invitee: Role) => ask(nats, makeInvitation, { ...owner, invitee, note: 'Sari' })
const joinBy = (secret: string, name = 'Sari', address = email()) =>
  ask(nats, acceptInvitation, { secret, name, email: address, password })
const hire = async (role: Role) => {
  const joined = await joinBy((await invite(role)).secret)
  return { ...joined, actor: { workspace: owner.workspace, by: joined.account.id, role } }
}

describe('staff › invitations', () => {
  test('a link shows what it opens and lets a colleague join the workspace, signed in at once', async () => {
    const { secret } = await invite('agent')
    expect(await ask(nats, readInvitation, { secret })).toMatchObject({
      workspaceName: 'Toko Ani',
      role: 'agent',
    })
    const { account, token } = await joinBy(secret)
    expect(account).toMatchObject({ workspace: owner.workspace, role: 'agent', active: true, name: 'Sari' })
    expect((await ask(nats, whoIs, { token })).account).toEqual(account)
  })

  test('of many who use one link at once exactly one joins, and no half account is left', async () => {
    const { secret } = await invite('agent')
    const people = Array.from({ length: 6 }, () => email())
    const outcomes = await Promise.allSettled(people.map((address) => joinBy(secret, 'Budi', address)))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(refusal('invitation_not_found'))
    }
    const { rows } = await everything.query('SELECT FROM staff.credentials WHERE email_key = ANY($1)', [
      people,
    ])
    expect(rows).toHaveLength(1)
  })

  test('a used, revoked or too old link opens nothing, like one that never was', async () => {
    const used = await invite('agent')
    await joinBy(used.secret)
    const revoked = await invite('agent')
    await ask(nats, revokeInvitation, { ...owner, invitationId: revoked.invitationId })
    const old = await invite('agent')
    await onceFolded(() => ask(nats, listInvitations, { ...owner, minSeq: old.sequence }))
    await everything.query(`UPDATE staff.invitation_list_v1 SET expires_at = now() WHERE id = $1`, [
      old.invitationId,
    ])
    for (const secret of [used.secret, revoked.secret, old.secret, 'x'.repeat(43)]) {
      await expect(ask(nats, readInvitation, { secret })).rejects.toMatchObject(
        refusal('invitation_not_found'),
      )
      await expect(joinBy(secret)).rejects.toMatchObject(refusal('invitation_not_found'))
    }
  })

  test('open ones are listed with their note, without anything that opens them', async () => {
    const made = await invite('viewer')
    const { invitations } = await onceFolded(() =>
      ask(nats, listInvitations, { ...owner, minSeq: made.sequence }),
    )
    expect(invitations.find(({ id }) => id === made.invitationId)).toMatchObject({
      role: 'viewer',
      note: 'Sari',
      by: owner.by,
    })
    expect(JSON.stringify(invitations)).not.toContain(made.secret)
  })

  test('the secret of a link stands neither in the log nor in the database', async () => {
    const { secret } = await invite('agent')
    const { rows } = await everything.query('SELECT row_to_json(i)::text FROM staff.invitation_list_v1 i')
    expect(JSON.stringify(rows)).not.toContain(secret)
    for (let seq = 1; ; seq++) {
      const answer = await nats.request('$JS.API.STREAM.MSG.GET.EVENTS', JSON.stringify({ seq }))
      const reply = answer.json<{ message?: { data: string } }>()
      if (!reply.message) break
      expect(Buffer.from(reply.message.data, 'base64').toString()).not.toContain(secret)
    }
  })

  test('an address that has an account cannot join again', async () => {
    const taken = email()
    await joinBy((await invite('agent')).secret, 'Sari', taken)
    const { secret } = await invite('agent')
    await expect(joinBy(secret, 'Sari', taken)).rejects.toMatchObject(refusal('email_taken'))
    await joinBy(secret)
  })

  test('nobody below an admin invites, and an admin not above an agent', async () => {
    const agent = await hire('agent')
    const admin = await hire('admin')
    const wish = { note: '', invitee: 'agent' as const }
    await expect(ask(nats, makeInvitation, { ...agent.actor, ...wish })).rejects.toMatchObject(
      refusal('role_forbidden'),
    )
    await expect(
      ask(nats, makeInvitation, { ...admin.actor, ...wish, invitee: 'admin' }),
    ).rejects.toMatchObject(refusal('role_forbidden'))
    await ask(nats, makeInvitation, { ...admin.actor, ...wish })
  })
})

describe('staff › accounts', () => {
  test('a closed account is signed out at once, and signs in again only when it is opened', async () => {
    const { account, token } = await hire('agent')
    await ask(nats, changeAccount, { ...owner, accountId: account.id, active: false })
    await expect(ask(nats, whoIs, { token })).rejects.toMatchObject(refusal('not_signed_in'))
    await expect(ask(nats, signIn, { email: account.email, password })).rejects.toMatchObject(
      refusal('account_closed'),
    )
    await ask(nats, changeAccount, { ...owner, accountId: account.id, active: true })
    await ask(nats, signIn, { email: account.email, password })
  })

  test('a changed role is seen at the next look', async () => {
    const { account, token } = await hire('agent')
    await ask(nats, changeAccount, { ...owner, accountId: account.id, newRole: 'viewer' })
    expect((await ask(nats, whoIs, { token })).account.role).toBe('viewer')
  })

  test('of two owners who step down at once one stays', async () => {
    const shop = { workspaceName: 'Toko Dua', name: 'Satu', email: email(), password }
    const first = await ask(nats, signUp, shop)
    const actor = { workspace: first.account.workspace, by: first.account.id, role: 'owner' as const }
    const { secret } = await ask(nats, makeInvitation, { ...actor, invitee: 'owner', note: '' })
    const second = await joinBy(secret)
    const steps = [first, second].map(({ account }) =>
      ask(nats, changeAccount, { ...actor, by: account.id, accountId: account.id, newRole: 'agent' }),
    )
    const outcomes = await Promise.allSettled(steps)
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: refusal('last_owner'),
    })
    const { accounts } = await ask(nats, listAccounts, { workspace: actor.workspace })
    expect(accounts.filter((account) => account.role === 'owner')).toHaveLength(1)
  })

  test('an account of another workspace is as unknown as one that never was', async () => {
    const stranger = await ask(nats, signUp, {
      workspaceName: 'Lain',
      name: 'Lain',
      email: email(),
      password,
    })
    for (const accountId of [stranger.account.id, '00000000-0000-7000-8000-000000000000']) {
      await expect(ask(nats, changeAccount, { ...owner, accountId, active: false })).rejects.toMatchObject(
        refusal('account_not_found'),
      )
    }
  })

  test('people rename themselves and change their password, which ends their other sign-ins', async () => {
    const { account, token, actor } = await hire('agent')
    const other = await ask(nats, signIn, { email: account.email, password })
    const { sequence } = await ask(nats, renameMe, { ...actor, name: 'Sari Dewi' })
    const { accounts } = await onceFolded(() =>
      ask(nats, listAccounts, { workspace: owner.workspace, minSeq: sequence }),
    )
    expect(accounts.find(({ id }) => id === account.id)?.name).toBe('Sari Dewi')
    const change = { ...actor, token, current: password, next: 'tutup toko malam' }
    await expect(ask(nats, changeMyPassword, { ...change, current: 'bukan ini juga' })).rejects.toMatchObject(
      refusal('password_wrong'),
    )
    await expect(ask(nats, changeMyPassword, { ...change, next: 'pendek' })).rejects.toMatchObject(
      refusal('password_too_short'),
    )
    await ask(nats, changeMyPassword, change)
    await ask(nats, whoIs, { token })
    await expect(ask(nats, whoIs, { token: other.token })).rejects.toMatchObject(refusal('not_signed_in'))
    await ask(nats, signIn, { email: account.email, password: change.next })
  })
})
