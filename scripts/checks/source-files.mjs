// Lists the source files that checks look at.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The folders of the house that hold source. */
export const sourceFolders = [
  'contracts',
  'packages',
  'services',
  'simulator',
  'web',
  'e2e',
  'benchmarks',
  'scripts',
  'deploy',
]

const skipped = new Set(['node_modules', 'dist', '.turbo', '.local', 'fixtures', 'coverage'])

/** Paths (relative to `root`, with forward slashes) of all files under the source folders with these extensions. */
export function sourceFiles(root, extensions = ['.ts', '.mts', '.vue', '.mjs', '.cjs']) {
  const found = []
  const walk = (folder) => {
    let entries
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true })
    } catch {
      return
    }
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory() && !skipped.has(entry.name) && !entry.name.startsWith('.')) walk(path)
      if (entry.isFile() && extensions.some((extension) => entry.name.endsWith(extension))) found.push(path)
    }
  }
  for (const folder of sourceFolders) walk(folder)
  return found.sort()
}
