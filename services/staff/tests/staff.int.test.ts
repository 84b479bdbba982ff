// Owns the rules of the staff service as other services see it, on a real log and a real database.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  listAccounts,
  signIn,
  signOut,
  signUp,
  signUpSettings,
  whoIs,
} from '@indoshopster/contracts/staff/staff.endpoints'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { migrate } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { ask } from '@indoshopster/service/endpoint'
import { createLogger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import { createTestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats } from '../../../scripts/testing/nats.ts'
import { schema } from '../src/schema.ts'
import { buildStaff } from '../src/service.ts'
import type { StaffConfig } from '../src/staff.config.ts'

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

const start = async (signUpState: StaffConfig['signUp'] = 'open') => {
  const running = await buildStaff(
    {
      databaseUrl: database.url,
      natsUrl: server.url,
      natsReplicas: 1,
      masterKey: 'ab'.repeat(32),
      signUp: signUpState,
    },
    createLogger('staff', 'silent'),
  )
  await vi.waitUntil(async () => (await running.waitingFor()).length === 0, { timeout: 15_000 })
  return running
}

let service: RunningService
beforeAll(async () => {
  service = await start()
})
afterAll(async () => {
  await service.stop()
  await everything.end()
  await nats.close()
})

const ani = { workspaceName: 'Toko Ani', name: 'Ani', email: 'Ani@Toko.example', password: 'buka toko pagi' }
const someone = (email: string) => ({ ...ani, email })
const refusal = (code: string) => ({ code })

describe('staff › sign-up', () => {
  test('makes a workspace and its owner, signed in at once', async () => {
    const signedIn = await ask(nats, signUp, ani)
    expect(signedIn.account).toMatchObject({
      workspaceName: 'Toko Ani',
      name: 'Ani',
      email: 'Ani@Toko.example',
      role: 'owner',
    })
    const { account, csrfToken } = await ask(nats, whoIs, { token: signedIn.token })
    expect({ account, csrfToken }).toEqual({ account: signedIn.account, csrfToken: signedIn.csrfToken })
    expect((await ask(nats, listAccounts, { workspace: account.workspace })).accounts).toEqual([account])
  })

  test('an e-mail address is taken whatever its letter case, in the whole installation', async () => {
    await expect(ask(nats, signUp, someone(' ani@TOKO.example'))).rejects.toMatchObject(
      refusal('email_taken'),
    )
  })

  test('of many at once with one e-mail address exactly one gets the account', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        ask(nats, signUp, { ...someone('balap@toko.example'), password: `rahasia nomor ${i}` }),
      ),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  })

  test('neither password, name nor e-mail address stands in the log in clear', async () => {
    const stored: string[] = []
    for (let seq = 1; ; seq++) {
      const answer = await nats.request('$JS.API.STREAM.MSG.GET.EVENTS', JSON.stringify({ seq }))
      const reply = answer.json<{ message?: { data: string; subject: string } }>()
      if (!reply.message) break
      stored.push(reply.message.subject + Buffer.from(reply.message.data, 'base64').toString())
    }
    expect(stored.filter((event) => event.includes('account_created'))).not.toEqual([])
    expect(stored.join('\n')).not.toMatch(/buka toko|argon2|toko\.example|"Ani"/i)
  })

  test('is refused when closed, and says so beforehand', async () => {
    expect(await ask(nats, signUpSettings, {})).toEqual({ open: true })
    await service.stop()
    service = await start('closed')
    expect(await ask(nats, signUpSettings, {})).toEqual({ open: false })
    await expect(ask(nats, signUp, someone('tutup@toko.example'))).rejects.toMatchObject(
      refusal('sign_up_closed'),
    )
    await service.stop()
    service = await start()
  })
})

describe('staff › sign-in', () => {
  test('the right password signs in, whatever the letter case of the e-mail address', async () => {
    const { account, token } = await ask(nats, signIn, { email: 'ani@toko.example ', password: ani.password })
    expect(account.email).toBe('Ani@Toko.example')
    expect((await ask(nats, whoIs, { token })).account).toEqual(account)
  })

  test('a wrong password and an unknown e-mail address get the same answer', async () => {
    const answers = await Promise.allSettled([
      ask(nats, signIn, { email: ani.email, password: 'salah sekali' }),
      ask(nats, signIn, { email: 'siapa@toko.example', password: 'salah sekali' }),
    ])
    expect(answers).toMatchObject([
      { status: 'rejected', reason: refusal('sign_in_failed') },
      { status: 'rejected', reason: refusal('sign_in_failed') },
    ])
    const [wrong, unknown] = answers.map((answer) =>
      answer.status === 'rejected' ? String(answer.reason) : '',
    )
    expect(wrong).toBe(unknown)
  })

  test('tries at once cannot slip through together, and even the right password waits then', async () => {
    await ask(nats, signUp, someone('tebak@toko.example'))
    const guesses = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        ask(nats, signIn, { email: 'tebak@toko.example', password: `tebakan ${i}` }),
      ),
    )
    const codes = guesses.map((guess) =>
      guess.status === 'rejected' ? (guess.reason as { code: string }).code : 'ok',
    )
    expect(codes.filter((code) => code === 'sign_in_failed')).toHaveLength(5)
    expect(codes.filter((code) => code === 'sign_in_throttled')).toHaveLength(15)
    await expect(
      ask(nats, signIn, { email: 'Tebak@toko.example', password: ani.password }),
    ).rejects.toMatchObject({
      code: 'sign_in_throttled',
      facts: { retryAfterSeconds: 2 },
    })
  })

  test('many who know the password may sign in at once', async () => {
    await ask(nats, signUp, someone('ramai@toko.example'))
    const tries = Array.from({ length: 5 }, () => ask(nats, signIn, someone('ramai@toko.example')))
    expect(new Set((await Promise.all(tries)).map((signedIn) => signedIn.token)).size).toBe(5)
  })

  test('a success forgets the failures before it', async () => {
    const email = 'lupa@toko.example'
    await ask(nats, signUp, someone(email))
    for (let round = 0; round < 3; round++) {
      for (const password of ['lupa satu', 'lupa dua', 'lupa tiga']) {
        await expect(ask(nats, signIn, { email, password })).rejects.toMatchObject(refusal('sign_in_failed'))
      }
      await ask(nats, signIn, { email, password: ani.password })
    }
  })

  test('the database knows neither a token nor a password', async () => {
    const { token } = await ask(nats, signIn, ani)
    const { rows } = await everything.query(
      `SELECT row_to_json(s)::text AS row FROM staff.sign_ins s
       UNION ALL SELECT row_to_json(c)::text FROM staff.credentials c
       UNION ALL SELECT row_to_json(a)::text FROM staff.sign_in_attempts a`,
    )
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'))
    expect(JSON.stringify(rows)).not.toContain(ani.password)
    expect(JSON.stringify(rows)).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  })
})

describe('staff › signed in', () => {
  test('signing out ends one sign-in, or all of the account', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => ask(nats, signIn, ani)))
    if (!one || !two || !three) throw new Error('Three sign-ins were asked for.')
    await ask(nats, signOut, { token: one.token, everywhere: false })
    await expect(ask(nats, whoIs, { token: one.token })).rejects.toMatchObject(refusal('not_signed_in'))
    await ask(nats, whoIs, { token: two.token })
    await ask(nats, signOut, { token: two.token, everywhere: true })
    await expect(ask(nats, whoIs, { token: three.token })).rejects.toMatchObject(refusal('not_signed_in'))
    await ask(nats, signOut, { token: three.token, everywhere: true })
  })

  test.each([
    ['12 hours without use', `last_used_at = last_used_at - interval '12 hours'`],
    ['30 days, however much it is used', `created_at = created_at - interval '30 days'`],
  ])('ends after %s', async (_, change) => {
    const { token, account } = await ask(nats, signIn, ani)
    await everything.query(`UPDATE staff.sign_ins SET ${change} WHERE account = $1`, [account.id])
    await expect(ask(nats, whoIs, { token })).rejects.toMatchObject(refusal('not_signed_in'))
  })

  test('use keeps it alive', async () => {
    const { token, account } = await ask(nats, signIn, ani)
    const older = `UPDATE staff.sign_ins SET last_used_at = last_used_at - interval '11 hours' WHERE account = $1`
    for (let day = 0; day < 3; day++) {
      await everything.query(older, [account.id])
      await ask(nats, whoIs, { token })
    }
  })

  test('a token nobody gave is nobody', async () => {
    await expect(ask(nats, whoIs, { token: '' })).rejects.toMatchObject(refusal('not_signed_in'))
    await expect(ask(nats, whoIs, { token: 'x'.repeat(43) })).rejects.toMatchObject(refusal('not_signed_in'))
  })

  test('a neighbour lists only its own people', async () => {
    const { account } = await ask(nats, signUp, someone('tetangga@toko.example'))
    const { accounts } = await ask(nats, listAccounts, { workspace: account.workspace })
    expect(accounts.map((one) => one.email)).toEqual(['tetangga@toko.example'])
  })

  test('what is over is swept out at the next round', async () => {
    const { token } = await ask(nats, signIn, ani)
    const kept = await ask(nats, signIn, ani)
    await everything.query(
      `UPDATE staff.sign_ins SET last_used_at = now() - interval '13 hours' WHERE token_hash = sha256($1)`,
      [Buffer.from(token)],
    )
    await expect(ask(nats, signIn, { email: 'sapu@toko.example', password: 'x' })).rejects.toThrow()
    await everything.query(`UPDATE staff.sign_in_attempts SET last_at = now() - interval '25 hours'`)
    await service.stop()
    service = await start()
    const count = async (table: string) => (await everything.query(`SELECT FROM staff.${table}`)).rowCount
    await vi.waitUntil(async () => (await count('sign_in_attempts')) === 0, { timeout: 15_000 })
    const over = await everything.query('SELECT FROM staff.sign_ins WHERE token_hash = sha256($1)', [
      Buffer.from(token),
    ])
    expect(over.rowCount).toBe(0)
    await ask(nats, whoIs, { token: kept.token })
  }, 60_000)
})
