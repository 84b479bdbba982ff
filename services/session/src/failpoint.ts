// Owns dying on purpose at a named point, so that tests can prove what survives; off unless SESSION_FAILPOINT names one.

/** Called where a kill would hurt most. */
export type Failpoint = (point: string) => void

/** `setting` is `<point>` or `<point>:<nth hit>`; empty: never. Kills the process by SIGKILL, no cleanup. */
export function createFailpoint(setting: string): Failpoint {
  const [wanted, nth = '1'] = setting.split(':')
  let hits = 0
  return (point) => {
    if (wanted && point === wanted && ++hits === Number(nth)) process.kill(process.pid, 'SIGKILL')
  }
}
