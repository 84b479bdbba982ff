// Where the repository, its local state and its pinned runtime are.
import { chmodSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the checkout. */
export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Absolute path of a file of the checkout. */
export const inRepository = (...parts) => join(repositoryRoot, ...parts)

/** What is downloaded or made once for this checkout and holds no data: it may be deleted at any time. */
export const cacheFolder = (...parts) => made(0o755, inRepository('.local'), ...parts)

/** The folder of everything `npm start` keeps. The browser stories give each house its own by LOCAL_STATE. */
export const stateFolder = process.env.LOCAL_STATE || inRepository('.local')

/** The Node that runs services, tests and tools: the one pinned in package.json, not the machine's. */
export const pinnedNode = inRepository(
  'node_modules',
  '.bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

/** Creates a folder under the state folder, for our eyes only, and returns its path. */
export const localFolder = (...parts) => made(0o700, stateFolder, ...parts)

/**
 * The outer folder may be crossed but not listed by others, so that a Postgres that runs as another user reaches
 * its data in it; the secrets in it are files of mode 0600.
 */
function made(mode, outer, ...parts) {
  mkdirSync(outer, { recursive: true })
  chmodSync(outer, 0o711)
  const folder = join(outer, ...parts)
  mkdirSync(folder, { recursive: true, mode })
  return folder
}
