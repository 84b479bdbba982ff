// Answers: how much processor time have some processes used so far?
import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts in hundredths of a second. */
const TICK_MS = 10

interface Used {
  readonly parent: number
  readonly ms: number
  /** Of children that have ended. */
  readonly endedMs: number
}

function usedBy(pid: number): Used | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold blanks; what follows starts with the state.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ms = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) * TICK_MS
    return { parent: Number(fields[1]), ms: ms(11), endedMs: ms(13) }
  } catch {
    return null
  }
}

/** Milliseconds of processor time of a process that lives. */
export const cpuOf = (pid: number): number => usedBy(pid)?.ms ?? 0

/** The same with its children, those that have ended too: a Postgres with its backends. */
export function cpuOfFamily(pid: number): number {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const family = all.map((name) => usedBy(Number(name))).filter((used) => used?.parent === pid)
  return family.reduce((sum, used) => sum + (used?.ms ?? 0), cpuOf(pid) + (usedBy(pid)?.endedMs ?? 0))
}
