// Where the repository, its local state and its pinned runtime are.
import { chmodSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the checkout. */
export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Absolute path of a file of the checkout. */
export const inRepository = (...parts) => join(repositoryRoot, ...parts)

/** The folder of everything `npm start` and `npm test` keep on this machine. */
export const stateFolder = inRepository('.local')

/** The Node that runs services, tests and tools: the one pinned in package.json, not the machine's. */
export const pinnedNode = inRepository(
  'node_modules',
  '.bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

/**
 * Creates a folder under `.local` and returns its path.
 * `.local` itself may be crossed but not listed by others, so that a Postgres that runs as another user
 * reaches its data in it; the secrets in it are files of mode 0600.
 */
export function localFolder(...parts) {
  mkdirSync(stateFolder, { recursive: true })
  chmodSync(stateFolder, 0o711)
  const folder = join(stateFolder, ...parts)
  mkdirSync(folder, { recursive: true })
  return folder
}
