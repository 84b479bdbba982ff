// Finds a nats-server that is new enough, or unpacks Debian's package of it into .local/nats.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './paths.mjs'
import { StepFailure } from './steps.mjs'

const oldestUsable = [2, 10]

/** `{ path, version, from }` of a nats-server ≥ 2.10: the one on PATH, the one unpacked before, or Debian's package. */
export function natsServer() {
  for (const path of ['nats-server', '/usr/sbin/nats-server']) {
    const version = versionOf(path)
    if (isNewEnough(version)) return { path, version, from: 'found on this machine' }
  }
  const onPath = versionOf('nats-server')
  const unpacked = join(cacheFolder('nats'), 'nats-server', 'usr', 'sbin', 'nats-server')
  const before = versionOf(unpacked)
  if (isNewEnough(before)) return { path: unpacked, version: before, from: 'unpacked in .local' }
  if (!isDebian())
    throw noServer(
      onPath ? `The nats-server on PATH is ${onPath}, which is too old.` : 'There is no nats-server on PATH.',
    )
  unpackDebianPackage()
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

function isDebian() {
  return spawnSync('apt-get', ['--version']).status === 0 && /^ID=debian$/m.test(read('/etc/os-release'))
}

const read = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const noServer = (message, details = '') =>
  new StepFailure(
    message,
    'Install nats-server 2.10 or newer so that it is on PATH (https://github.com/nats-io/nats-server/releases or your package manager), or set NATS_URL to a server of yours with JetStream on.',
    details,
  )

/**
 * Downloads trixie's package with state, cache and sources of its own: this works without root, and the
 * machine's own apt neither sees trixie nor changes. Proxies and certificates of the machine's apt are kept.
 */
function unpackDebianPackage() {
  const home = cacheFolder('nats', `apt-${process.pid}`)
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'download', 'empty'])
    mkdirSync(join(home, folder), { recursive: true })
  writeFileSync(join(home, 'status'), '')
  const failures = []
  for (const mirror of mirrors()) {
    const failure = downloadFrom(mirror, home)
    if (!failure) return
    failures.push(failure)
  }
  throw noServer("Debian's nats-server package could not be downloaded.", failures.join('\n'))
}

function downloadFrom(mirror, home) {
  writeFileSync(join(home, 'sources.list'), `deb ${signedBy()}${mirror} trixie main\n`)
  writeFileSync(join(home, 'apt.conf'), aptConfiguration(home))
  const apt = (args) =>
    spawnSync('apt-get', [...args], {
      cwd: join(home, 'download'),
      encoding: 'utf8',
      env: { ...process.env, APT_CONFIG: join(home, 'apt.conf'), LC_ALL: 'C' },
    })
  const updated = apt(['update', '--quiet'])
  const fetched = apt(['download', '--quiet', 'nats-server'])
  const file = readdirSync(join(home, 'download')).find((name) => name.endsWith('.deb'))
  if (fetched.status !== 0 || !file) return `${mirror}: ${updated.stderr}${fetched.stderr}`
  const unpacked = spawnSync('dpkg-deb', ['-x', join(home, 'download', file), join(home, 'unpacked')], {
    encoding: 'utf8',
  })
  if (unpacked.status !== 0) return unpacked.stderr
  const target = join(cacheFolder('nats'), 'nats-server')
  rmSync(target, { recursive: true, force: true })
  renameSync(join(home, 'unpacked'), target)
  rmSync(home, { recursive: true, force: true })
  return null
}

/** The Debian mirrors this machine's apt uses for its own release, then Debian's own address. */
function mirrors() {
  const release = /^VERSION_CODENAME=(\S+)$/m.exec(read('/etc/os-release'))?.[1] ?? 'trixie'
  const folder = '/etc/apt/sources.list.d'
  const parts = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  const found = []
  for (const file of ['/etc/apt/sources.list', ...parts]) {
    const text = read(file).replaceAll(/^\s*#.*$/gm, '')
    for (const line of text.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s/gm))
      if (line[2] === release) found.push(line[1])
    for (const stanza of text.split(/\n\s*\n/)) {
      const field = (name) =>
        new RegExp(`^${name}:\\s*(.+)$`, 'mi').exec(stanza)?.[1].trim().split(/\s+/) ?? []
      if (field('Types').includes('deb') && field('Suites').includes(release)) found.push(...field('URIs'))
    }
  }
  return [...new Set([...found, 'http://deb.debian.org/debian'])]
}

function signedBy() {
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
  return existsSync(keyring) ? `[signed-by=${keyring}] ` : ''
}

/** Only the `Acquire` settings of the machine (proxies, certificates) are taken over; its hooks are not. */
function aptConfiguration(home) {
  const dump = spawnSync('apt-config', ['dump'], { encoding: 'utf8' }).stdout ?? ''
  const acquire = dump.split('\n').filter((line) => /^Acquire::\S+ ".+";$/.test(line))
  return [
    ...acquire,
    'Acquire::Languages "none";',
    'APT::Sandbox::User "";',
    'Debug::NoLocking "true";',
    `Dir::State "${home}/state";`,
    `Dir::State::status "${home}/status";`,
    `Dir::Cache "${home}/cache";`,
    `Dir::Etc::sourcelist "${home}/sources.list";`,
    `Dir::Etc::sourceparts "${home}/empty";`,
    `Dir::Etc::parts "${home}/empty";`,
    `Dir::Etc::preferencesparts "${home}/empty";`,
    '',
  ].join('\n')
}
