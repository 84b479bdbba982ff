// Finds a nats-server that is new enough, or unpacks Debian's package of it into .local/nats.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isDebian, unpackDebianPackage, unpackedFolder } from './debian-package.mjs'
import { StepFailure } from './steps.mjs'

const oldestUsable = [2, 10]

/** `{ path, version, from }` of a nats-server ≥ 2.10: the one on PATH, the one unpacked before, or Debian's package. */
export function natsServer() {
  for (const path of ['nats-server', '/usr/sbin/nats-server']) {
    const version = versionOf(path)
    if (isNewEnough(version)) return { path, version, from: 'found on this machine' }
  }
  const onPath = versionOf('nats-server')
  const unpacked = join(unpackedFolder('nats-server'), 'usr', 'sbin', 'nats-server')
  const before = versionOf(unpacked)
  if (isNewEnough(before)) return { path: unpacked, version: before, from: 'unpacked in .local' }
  if (!isDebian())
    throw noServer(
      onPath ? `The nats-server on PATH is ${onPath}, which is too old.` : 'There is no nats-server on PATH.',
    )
  const failure = unpackDebianPackage('nats-server')
  if (failure) throw noServer("Debian's nats-server package could not be downloaded.", failure)
  const version = versionOf(unpacked)
  if (isNewEnough(version)) return { path: unpacked, version, from: "Debian's package, unpacked in .local" }
  throw noServer("Debian's nats-server package does not run on this machine.")
}

function versionOf(program) {
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return answer.status === 0 ? (/v?(\d+\.\d+\.\d+)/.exec(answer.stdout)?.[1] ?? null) : null
}

function isNewEnough(version) {
  if (!version) return false
  const [major, minor] = version.split('.').map(Number)
  return major > oldestUsable[0] || (major === oldestUsable[0] && minor >= oldestUsable[1])
}

const noServer = (message, details = '') =>
  new StepFailure(
    message,
    'Install nats-server 2.10 or newer so that it is on PATH (https://github.com/nats-io/nats-server/releases or your package manager), or set NATS_URL to a server of yours with JetStream on.',
    details,
  )
