// Starts processes, remembers them, and finds and stops those that a killed run left behind.
import { spawn, spawnSync } from 'node:child_process'
import { openSync, closeSync, readFileSync, writeFileSync, renameSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * When a process began, as an opaque text, or null where no such process lives.
 * A pid alone is not an identity: the system gives it to another process after a while.
 */
export function startTimeOf(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? null : (fields[19] ?? null)
    } catch {
      return null
    }
  }
  const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return ps.stdout?.trim() || null
}

/** Whether the remembered process `{ pid, startTime }` still lives. */
export const isAlive = ({ pid, startTime }) => startTime !== null && startTimeOf(pid) === startTime

/** Asks a remembered process to stop, waits, and kills it when it does not listen. Returns whether it lived. */
export async function stopProcess(known, { signal = 'SIGTERM', graceMs = 8000 } = {}) {
  if (!isAlive(known)) return false
  kill(known.pid, signal)
  const deadline = Date.now() + graceMs
  while (isAlive(known) && Date.now() < deadline) await sleep(20)
  if (isAlive(known)) kill(known.pid, 'SIGKILL')
  while (isAlive(known)) await sleep(20)
  return true
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/**
 * Starts a process in its own session, so that a Ctrl-C in the terminal reaches only the command that started
 * it, which then stops its children in order. Output goes to a file (appended), so the child outlives us safely.
 */
export function spawnToLog(command, args, { logFile, ...options }) {
  const output = openSync(logFile, 'a')
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', output, output] })
  closeSync(output)
  return child
}

/** The processes of one run, kept in a file: `{ [name]: { pid, startTime } }`. */
export class ProcessList {
  #file
  #entries

  constructor(file) {
    this.#file = file
    try {
      this.#entries = JSON.parse(readFileSync(file, 'utf8'))
    } catch {
      this.#entries = {}
    }
  }

  get(name) {
    return this.#entries[name]
  }

  names() {
    return Object.keys(this.#entries)
  }

  remember(name, pid) {
    this.#entries[name] = { pid, startTime: startTimeOf(pid) }
    this.#write()
  }

  forget(name) {
    delete this.#entries[name]
    this.#write()
  }

  #write() {
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#entries, null, 2))
    renameSync(`${this.#file}.new`, this.#file)
  }
}
