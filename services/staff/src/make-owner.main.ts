// Runs the command that makes a workspace with its first owner, also where sign-up is closed:
//   node services/staff/src/make-owner.main.ts --workspace "Toko Ani" --email ani@example.com --name Ani < password.txt
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import { ConfigError, readConfig } from '@indoshopster/service/config'
import { createLogger } from '@indoshopster/service/logger'
import { openStaff } from './open-staff.ts'
import { environment, staffConfig } from './staff.config.ts'

const usage = `Makes a workspace with its first owner. The password is read from standard input, one line.
  --workspace  name of the business
  --email      e-mail address to sign in with
  --name       name of the owner
Needs DATABASE_URL, NATS_URL and MASTER_KEY as the services have them.
`

/** Connecting tries for ever; a person at a terminal does not. */
const PATIENCE_MS = 20_000

async function makeOwner(): Promise<string> {
  const { values } = parseArgs({
    options: { workspace: { type: 'string' }, email: { type: 'string' }, name: { type: 'string' } },
  })
  const { workspace: workspaceName, email, name } = values
  if (!workspaceName || !email || !name)
    throw new TypeError('--workspace, --email and --name are all needed.')
  const config = readConfig(staffConfig, environment)
  // Without a line break at the end, which typing or `echo` leaves behind.
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  const staff = await openStaff(config, createLogger('make-owner', 'warn'))
  try {
    const { workspace } = await staff.makeAccount.make({ workspaceName, email, name, password })
    return workspace
  } finally {
    await staff.close()
  }
}

const impatient = setTimeout(() => {
  process.stderr.write('make-owner: Postgres or NATS does not answer; is everything started?\n')
  process.exit(1)
}, PATIENCE_MS)

try {
  const workspace = await makeOwner()
  process.stdout.write(`The owner can sign in now. Workspace ${workspace}\n`)
} catch (error) {
  const known = error instanceof Refusal || error instanceof ConfigError || error instanceof TypeError
  process.stderr.write(`make-owner: ${known ? error.message : 'It did not work; try again.'}\n`)
  process.stderr.write(known && !(error instanceof Refusal) ? usage : known ? '' : `${String(error)}\n`)
  process.exitCode = 1
}
clearTimeout(impatient)
