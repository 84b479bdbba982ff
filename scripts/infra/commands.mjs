// Runs one of the tools npm installed, with the pinned Node.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { inRepository, pinnedNode, repositoryRoot } from './paths.mjs'

/** The script of a tool's command, from the package that npm installed. */
export function toolPath(packageName, command = packageName) {
  const { bin } = JSON.parse(readFileSync(inRepository('node_modules', packageName, 'package.json'), 'utf8'))
  return inRepository('node_modules', packageName, typeof bin === 'string' ? bin : bin[command])
}

/**
 * Runs a script with the pinned Node in a folder of the checkout. Resolves to `{ code, output }`; with `show` its output goes
 * to the terminal as it comes, and `output` is empty.
 */
export function runNode(args, { show = false, env = {}, folder = repositoryRoot } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(pinnedNode, args, {
      cwd: folder,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env },
    })
    let output = ''
    child.stdout?.on('data', (bytes) => (output += bytes))
    child.stderr?.on('data', (bytes) => (output += bytes))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
