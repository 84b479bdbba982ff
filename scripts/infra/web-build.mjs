// Builds the web app when its sources are not the ones of the last build.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNode, toolPath } from './commands.mjs'
import { cacheFolder, inRepository } from './paths.mjs'
import { StepFailure } from './steps.mjs'

/** Makes web/dist fit web/ and contracts/. Returns what was done. */
export async function buildWeb() {
  if (!existsSync(inRepository('web', 'index.html'))) return 'there is none yet'
  const stampFile = join(cacheFolder(), 'web-build.txt')
  const stamp = stampOf(['web', 'contracts', 'package-lock.json'])
  const last = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
  if (last === stamp && existsSync(inRepository('web', 'dist', 'index.html'))) return 'up to date'
  const { code, output } = await runNode([toolPath('vite'), 'build'], {
    folder: inRepository('web'),
    // The page is the one people get, also when a test builds it.
    env: { NODE_ENV: 'production' },
  })
  if (code !== 0)
    throw new StepFailure('The web app does not build.', 'Mend what the lines above name.', output)
  writeFileSync(stampFile, stamp)
  return 'built'
}

/** A fingerprint of the contents of these files and folders of the checkout. */
function stampOf(paths) {
  const hash = createHash('sha256')
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(inRepository(path)))
      .update('\0')
  const walk = (folder) => {
    for (const entry of readdirSync(inRepository(folder), { withFileTypes: true })) {
      if (entry.name === 'dist' || entry.name === 'node_modules' || entry.name === '.turbo') continue
      if (entry.isDirectory()) walk(`${folder}/${entry.name}`)
      if (entry.isFile()) add(`${folder}/${entry.name}`)
    }
  }
  for (const path of paths) if (path.includes('.')) add(path)
  for (const path of paths) if (!path.includes('.')) walk(path)
  return hash.digest('hex')
}
