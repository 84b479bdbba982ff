// Installs the npm packages of this checkout when they are missing or not the ones the lock file names.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRepository, repositoryRoot } from './paths.mjs'
import { StepFailure } from './steps.mjs'

/**
 * Makes node_modules agree with package-lock.json. Returns what was done.
 * Not `npm ci`: it refuses a lock file that lacks other systems' optional packages, which a registry mirror may
 * not carry, and it removes a node_modules that only needs one more package. `--no-save` keeps the lock file as it is.
 */
export function installDependencies() {
  if (isInstalled()) return 'already there'
  const npm = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: withoutNpmVariables(),
  })
  if (npm.status === 0) installRuntime()
  if (npm.status === 0 && isInstalled()) return 'npm install'
  throw new StepFailure(
    'npm did not install everything.',
    'Read the lines above; the npm registry must be reachable (npm ping) and the disk needs about 1.5 GB. Then try: npm install',
    `${npm.stdout ?? ''}${npm.stderr ?? npm.error?.message ?? ''}`,
  )
}

/** The package `node` fetches its program in an install script, which the user's npm may be set to skip. */
function installRuntime() {
  const folder = inRepository('node_modules', 'node')
  if (existsSync(join(folder, 'bin'))) return
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, env: withoutNpmVariables() })
}

function isInstalled() {
  const wanted = packagesOf('package-lock.json')
  const present = packagesOf('node_modules/.package-lock.json')
  if (!wanted || !present || !existsSync(inRepository('node_modules', 'node', 'bin'))) return false
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' ||
      link ||
      !path.includes('node_modules/') ||
      optional ||
      present[path]?.version === version,
  )
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(inRepository(lockFile), 'utf8')).packages
  } catch {
    return null
  }
}

/** `npm start` and `npm test` set variables that would change how a nested npm behaves. */
function withoutNpmVariables() {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(lifecycle|package|command|execpath|node_execpath|config_local_prefix|config_noproxy)/.test(
        name,
      ),
  )
  return Object.fromEntries(kept)
}
