// Types of supervisor.mjs for its test.
import type { ChildProcess } from 'node:child_process'
import type { ProcessList } from './processes.mjs'

export class Supervisor {
  constructor(processes: ProcessList, say: (line: string) => void)
  keep(
    name: string,
    stage: number,
    launch: () => Promise<ChildProcess>,
    stop?: (pid: number) => Promise<unknown>,
  ): Promise<void>
  ended(name: string): string | null
  watch(): void
  stopAll(): Promise<void>
}
