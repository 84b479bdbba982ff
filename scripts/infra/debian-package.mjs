// Fetches one program of Debian's next release into a folder of this checkout, without touching the machine's apt.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './paths.mjs'

/** Is this a Debian with apt? */
export function isDebian() {
  return spawnSync('apt-get', ['--version']).status === 0 && /^ID=debian$/m.test(read('/etc/os-release'))
}

const read = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Where a package that was unpacked before lies; its files keep their paths below. */
export const unpackedFolder = (name) => join(cacheFolder(name), name)

/**
 * Downloads trixie's package with state, cache and sources of its own: this works without root, and the
 * machine's own apt neither sees trixie nor changes. Proxies and certificates of the machine's apt are kept.
 * Answers null, or apt's words when no mirror of this machine has it.
 */
export function unpackDebianPackage(name) {
  const home = cacheFolder(name, `apt-${process.pid}`)
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'download', 'empty'])
    mkdirSync(join(home, folder), { recursive: true })
  writeFileSync(join(home, 'status'), '')
  const failures = []
  for (const mirror of mirrors()) {
    const failure = downloadFrom(mirror, home, name)
    if (!failure) return null
    failures.push(failure)
  }
  return failures.join('\n') || "This machine's apt names no Debian mirror."
}

function downloadFrom(mirror, home, name) {
  writeFileSync(join(home, 'sources.list'), `deb ${signedBy()}${mirror} trixie main\n`)
  writeFileSync(join(home, 'apt.conf'), aptConfiguration(home))
  const apt = (args) =>
    spawnSync('apt-get', [...args], {
      cwd: join(home, 'download'),
      encoding: 'utf8',
      env: { ...process.env, APT_CONFIG: join(home, 'apt.conf'), LC_ALL: 'C' },
    })
  const updated = apt(['update', '--quiet'])
  const fetched = apt(['download', '--quiet', name])
  const file = readdirSync(join(home, 'download')).find((entry) => entry.endsWith('.deb'))
  if (fetched.status !== 0 || !file) return `${mirror}: ${updated.stderr}${fetched.stderr}`
  const unpacked = spawnSync('dpkg-deb', ['-x', join(home, 'download', file), join(home, 'unpacked')], {
    encoding: 'utf8',
  })
  if (unpacked.status !== 0) return unpacked.stderr
  const target = unpackedFolder(name)
  rmSync(target, { recursive: true, force: true })
  renameSync(join(home, 'unpacked'), target)
  rmSync(home, { recursive: true, force: true })
  return null
}

/** The Debian mirrors this machine's apt uses for its own release, by its code name or by its rank. */
function mirrors() {
  const codeName = /^VERSION_CODENAME=(\S+)$/m.exec(read('/etc/os-release'))?.[1] ?? 'trixie'
  const releases = [codeName, 'oldstable', 'stable', 'testing', 'unstable', 'sid']
  const folder = '/etc/apt/sources.list.d'
  const parts = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  const files = ['/etc/apt/sources.list', ...parts].filter((file) => /\.(list|sources)$/.test(file))
  return [...new Set(releases.flatMap((release) => files.flatMap((file) => mirrorsIn(read(file), release))))]
}

/** The addresses one of apt's source files, of either format, gives for a release. */
export function mirrorsIn(sources, release) {
  // A comment may stand inside a stanza: its whole line goes, or the empty line left would end the stanza.
  const text = sources.replaceAll(/^[ \t]*#.*\n?/gm, '')
  const found = []
  for (const line of text.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s/gm))
    if (line[2] === release) found.push(line[1])
  for (const stanza of text.split(/\n\s*\n/)) {
    const field = (name) => new RegExp(`^${name}:\\s*(.+)$`, 'mi').exec(stanza)?.[1].trim().split(/\s+/) ?? []
    if (field('Types').includes('deb') && field('Suites').includes(release)) found.push(...field('URIs'))
  }
  return found
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
