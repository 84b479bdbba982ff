// Which user Postgres runs as (it refuses to be root), and which folders that user can reach.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, chmodSync, constants, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inRepository, repositoryRoot } from './paths.mjs'
import { StepFailure } from './steps.mjs'

const isRoot = () => process.getuid?.() === 0

/**
 * `{ uid, gid }` of the `postgres` user when we are root (made when the machine has none), else `{}`:
 * Postgres then runs as whoever runs the command. Made to be spread into the options of `spawn`.
 */
export function postgresUser() {
  if (!isRoot()) return {}
  const known = lookUp('postgres')
  if (known) return known
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', [
    '--system',
    '--gid',
    'postgres',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ])
  const made = lookUp('postgres')
  if (made) return made
  throw new StepFailure(
    'Postgres refuses to run as root, and a user named postgres could not be made.',
    'Make one (useradd --system postgres), or run this command as a normal user, or set DATABASE_URL to a Postgres of yours.',
  )
}

function lookUp(name) {
  const ask = (flag) => spawnSync('id', [flag, name], { encoding: 'utf8' })
  const uid = ask('-u')
  const gid = ask('-g')
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}

/** Whether the Postgres user can enter this existing folder (root may, the user may not, under a 0700 parent). */
export function canReach(folder, user) {
  if (user.uid === undefined) return true
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...user, cwd: '/' }).status === 0
}

/**
 * A folder outside the checkout that every user can cross, the same one at each run for the same folder `of`.
 * Only needed as root in a checkout the postgres user cannot reach; /var/lib survives a reboot, the temporary
 * folder is the second choice where /var/lib is read-only.
 */
export function reachableFolder(of = repositoryRoot) {
  const name = createHash('sha256').update(of).digest('hex').slice(0, 12)
  for (const parent of ['/var/lib', tmpdir()]) {
    try {
      accessSync(parent, constants.W_OK)
    } catch {
      continue
    }
    const house = join(parent, 'indoshopster-chat')
    const folder = join(house, name)
    mkdirSync(folder, { recursive: true })
    chmodSync(house, 0o711)
    chmodSync(folder, 0o711)
    return folder
  }
  throw new StepFailure(
    `The postgres user cannot reach ${inRepository()}, and neither /var/lib nor ${tmpdir()} can be written.`,
    'Move the checkout to a folder others may enter, or run this command as a normal user, or set DATABASE_URL.',
  )
}
