// Keeps the processes of one `npm start` running: starts them, starts them again when they die, stops them in order.
import { setTimeout as sleep } from 'node:timers/promises'
import { startTimeOf, stopProcess } from './processes.mjs'

const firstWaitMs = 100
const longestWaitMs = 10_000
const healthyAfterMs = 30_000

export class Supervisor {
  #processes
  #say
  #members = []
  #stopping = false
  #watching = false

  /** @param processes the list of processes on disk @param say shows one line to the person at the terminal */
  constructor(processes, say) {
    this.#processes = processes
    this.#say = say
  }

  /**
   * Starts `launch()` (resolves to a child process) and keeps it running. Members of a higher `stage` are stopped
   * before those of a lower one; `stop(pid)` overrides how. Resolves when it was launched once.
   */
  async keep(name, stage, launch, stop = stopOne) {
    const member = { name, stage, launch, stop, child: null, launchedAt: 0, wait: firstWaitMs }
    this.#members.push(member)
    await this.#launch(member)
  }

  async #launch(member) {
    member.launchedAt = Date.now()
    const child = await member.launch()
    member.child = child
    this.#processes.remember(member.name, child.pid)
    child.once('exit', (code, signal) => void this.#ended(member, child, signal ?? `code ${code}`))
    if (hasEnded(child)) void this.#ended(member, child, `code ${child.exitCode}`)
  }

  /** Why a member is not running now, or null: for those who wait until everything is ready. */
  ended(name) {
    const member = this.#members.find((known) => known.name === name)
    return member?.child && hasEnded(member.child) && !this.#watching
      ? `it ended with code ${member.child.exitCode}`
      : null
  }

  /** From now on a process that ends is started again; before, its end is a failed start. */
  watch() {
    this.#watching = true
  }

  async #ended(member, child, how) {
    if (this.#stopping || !this.#watching || member.child !== child) return
    member.child = null
    if (Date.now() - member.launchedAt > healthyAfterMs) member.wait = firstWaitMs
    this.#say(`${member.name} ended (${how}); starting it again in ${member.wait / 1000} s`)
    while (!this.#stopping) {
      await sleep(member.wait)
      member.wait = Math.min(member.wait * 2, longestWaitMs)
      if (this.#stopping) return
      try {
        return await this.#launch(member)
      } catch (error) {
        this.#say(`${member.name} does not start: ${error.message} Trying again in ${member.wait / 1000} s`)
      }
    }
  }

  /** Stops everything, the highest stage first; members of one stage stop together. */
  async stopAll() {
    this.#stopping = true
    const stages = [...new Set(this.#members.map((member) => member.stage))].sort((a, b) => b - a)
    for (const stage of stages) {
      const group = this.#members.filter((member) => member.stage === stage)
      await Promise.all(group.map((member) => this.#stop(member)))
    }
  }

  async #stop(member) {
    if (member.child?.pid) await member.stop(member.child.pid)
    this.#processes.forget(member.name)
  }
}

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null
const stopOne = (pid) => stopProcess({ pid, startTime: startTimeOf(pid) })
