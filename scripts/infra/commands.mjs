// Runs one of the tools npm installed, with the pinned Node.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { inRepository, pinnedNode, repositoryRoot } from './paths.mjs'

/** The script of a tool's command, from the package that npm installed. */
export function toolPath(packageName, command = packageName) {
  const { bin } = JSON.parse(readFileSync(inRepository('node_modules', packageName, 'package.json'), 'utf8'))
  return inRepository('node_modules', packageName, typeof bin === 'string' ? bin : bin[command])
}

/** Runs a script with the pinned Node in a folder of the checkout. Resolves to `{ code, output }`. */
export function runNode(args, { env = {}, folder = repositoryRoot } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(pinnedNode, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    })
    let output = ''
    child.stdout.on('data', (bytes) => (output += bytes))
    child.stderr.on('data', (bytes) => (output += bytes))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * Runs a test runner whose tests start processes of their own, output to the terminal, and resolves to its exit
 * code. It runs as a group, so that nothing a killed test left behind outlives it; an unfinished run is ended
 * after `limitMs`, and one that has written its report (`isFinished`) but does not end, half a minute later.
 */
export function runTestRunner(args, { env, limitMs, isFinished }) {
  return new Promise((resolve, reject) => {
    const child = spawn(pinnedNode, args, {
      cwd: repositoryRoot,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    const endGroup = (signal) => {
      try {
        process.kill(-child.pid, signal)
      } catch (error) {
        if (error.code !== 'ESRCH') throw error
      }
    }
    const interrupt = () => endGroup('SIGINT')
    process.once('SIGINT', interrupt)
    let finishedAt = null
    const startedAt = Date.now()
    const watch = setInterval(() => {
      if (finishedAt === null && isFinished()) finishedAt = Date.now()
      if (Date.now() - startedAt > limitMs || (finishedAt && Date.now() - finishedAt > 30_000))
        endGroup('SIGKILL')
    }, 1000)
    child.once('error', reject)
    child.once('exit', (code) => {
      clearInterval(watch)
      process.off('SIGINT', interrupt)
      endGroup('SIGKILL')
      resolve(code ?? 1)
    })
  })
}
