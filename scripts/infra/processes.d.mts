// Types of processes.mjs for its tests.
import type { ChildProcess, SpawnOptions } from 'node:child_process'

export interface KnownProcess {
  readonly pid: number
  readonly startTime: string | null
}
export function startTimeOf(pid: number): string | null
export function isAlive(known: KnownProcess): boolean
export function stopProcess(
  known: KnownProcess,
  options?: { signal?: NodeJS.Signals; graceMs?: number },
): Promise<boolean>
export function spawnToLog(
  command: string,
  args: string[],
  options: SpawnOptions & { logFile: string },
): ChildProcess
export class ProcessList {
  constructor(file: string)
  get(name: string): KnownProcess | undefined
  names(): string[]
  remember(name: string, pid: number): void
  forget(name: string): void
}
