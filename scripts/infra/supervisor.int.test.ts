// Does npm start keep its processes running, stop them in order, and know a stranger from a child of a killed run?
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isAlive, ProcessList, spawnToLog, startTimeOf, stopProcess } from './processes.mjs'
import { Supervisor } from './supervisor.mjs'

let folder: string
let processes: ProcessList
let supervisor: Supervisor
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'supervisor-'))
  processes = new ProcessList(path.join(folder, 'processes.json'))
  supervisor = new Supervisor(processes, () => {})
})
afterEach(async () => {
  await supervisor.stopAll()
  rmSync(folder, { recursive: true, force: true })
})

const node = (script: string) =>
  Promise.resolve(spawnToLog(process.execPath, ['-e', script], { logFile: path.join(folder, 'log') }))
const sleeper = () => node('setInterval(() => {}, 1000)')
const pidOf = (name: string) => processes.get(name)?.pid ?? 0

test('supervisor › starts a killed process again under another id', async () => {
  await supervisor.keep('sleeper', 0, sleeper)
  supervisor.watch()
  const first = pidOf('sleeper')
  process.kill(first, 'SIGKILL')
  await vi.waitFor(() => expect(pidOf('sleeper')).not.toBe(first), { timeout: 15_000 })
  expect(startTimeOf(pidOf('sleeper'))).not.toBeNull()
})

test('supervisor › before everything is ready an end is a failed start, told with its code', async () => {
  await supervisor.keep('broken', 0, () => node('process.exit(3)'))
  await vi.waitFor(() => expect(supervisor.ended('broken')).toContain('code 3'), { timeout: 15_000 })
  const pid = pidOf('broken')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(pidOf('broken')).toBe(pid)
})

test('supervisor › stops the highest stage first and starts nothing again', async () => {
  const stopped: string[] = []
  const stop = (name: string) => async (pid: number) => {
    await stopProcess({ pid, startTime: startTimeOf(pid) })
    stopped.push(name)
  }
  await supervisor.keep('store', 0, sleeper, stop('store'))
  await supervisor.keep('gateway', 2, sleeper, stop('gateway'))
  await supervisor.keep('service', 1, sleeper, stop('service'))
  supervisor.watch()
  await supervisor.stopAll()
  expect(stopped).toEqual(['gateway', 'service', 'store'])
  expect(processes.names()).toEqual([])
})

test('process list › a process with the same id but another start time is a stranger', async () => {
  const child = await sleeper()
  processes.remember('child', child.pid ?? 0)
  const known = processes.get('child')
  if (!known) throw new Error('it was just remembered')
  expect(isAlive(known)).toBe(true)
  expect(await stopProcess({ pid: known.pid, startTime: 'another' })).toBe(false)
  expect(isAlive(known)).toBe(true)
  expect(await stopProcess(known)).toBe(true)
  expect(isAlive(known)).toBe(false)
})

test('stop › a process that ignores the signal is killed after its grace', async () => {
  const child = await node("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)")
  await new Promise((resolve) => setTimeout(resolve, 300))
  const known = { pid: child.pid ?? 0, startTime: startTimeOf(child.pid ?? 0) }
  await stopProcess(known, { graceMs: 200 })
  expect(isAlive(known)).toBe(false)
})
