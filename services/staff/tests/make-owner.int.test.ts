// Owns the rules of the command that makes the first owner, run as an operator runs it.
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { signIn, signUpSettings } from '@indoshopster/contracts/staff/staff.endpoints'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { migrate } from '@indoshopster/read-store/migrate'
import { ask } from '@indoshopster/service/endpoint'
import { createLogger } from '@indoshopster/service/logger'
import { createTestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats } from '../../../scripts/testing/nats.ts'
import { schema } from '../src/schema.ts'
import { buildStaff } from '../src/service.ts'

const keyring = {
  name: 'keyring',
  migrations: new URL('../../../packages/event-log/migrations', import.meta.url).pathname,
  projections: [],
}
const masterKey = 'ab'.repeat(32)
const server = await startTestNats()
const nats = await connectNats(server.url, 'test')
const database = await createTestDatabase()
await migrate(database.url, [keyring, schema])
const service = await buildStaff(
  { databaseUrl: database.url, natsUrl: server.url, natsReplicas: 1, masterKey, signUp: 'closed' },
  createLogger('staff', 'silent'),
)
afterAll(async () => {
  await service.stop()
  await nats.close()
})

async function makeOwner(password: string, ...words: string[]) {
  const script = new URL('../src/make-owner.main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, ...words], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      NATS_URL: server.url,
      MASTER_KEY: masterKey,
      STAFF_SIGN_UP: 'closed',
    },
  })
  child.stdin.end(password)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, out, err }
}

const words = ['--workspace', 'Toko Ani', '--email', 'ani@toko.example', '--name', 'Ani']

describe('make-owner', () => {
  test('makes an owner who can sign in, also where sign-up is closed', async () => {
    expect(await ask(nats, signUpSettings, {})).toEqual({ open: false })
    const { code, out } = await makeOwner('buka toko pagi\n', ...words)
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^The owner can sign in now\. Workspace [0-9a-f-]{36}\n$/),
    ])
    const { account } = await ask(nats, signIn, { email: 'ani@toko.example', password: 'buka toko pagi' })
    expect(account).toMatchObject({ workspaceName: 'Toko Ani', name: 'Ani', role: 'owner' })
  })

  test('a second owner with the same e-mail address is refused with a sentence', async () => {
    const { code, err } = await makeOwner('sandi yang lain', ...words)
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('There is an account with this e-mail address already'),
    ])
  })

  test('a weak password and a missing word are refused with what to do', async () => {
    const weak = await makeOwner('12345678', ...words)
    expect([weak.code, weak.err]).toEqual([1, expect.stringContaining('Choose a password')])
    const missing = await makeOwner('buka toko pagi', '--workspace', 'Toko')
    expect([missing.code, missing.err]).toEqual([
      1,
      expect.stringContaining('--workspace, --email and --name'),
    ])
  })
})
