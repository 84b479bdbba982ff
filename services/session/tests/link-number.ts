// Owns adding a number as staff do, and scanning its QR with a virtual phone.
import { type asStaff, eventually } from './house.ts'
import type { Simulator } from './processes.ts'

interface Linking {
  readonly staff: ReturnType<typeof asStaff>
  readonly simulator: Simulator
  /** Of a phone that the simulator has. */
  readonly phone: string
  /** For each step: the service answers, shows a QR, is online. */
  readonly patienceMs?: number
  /** False: it is not waited for. */
  readonly online?: boolean
}

/** Answers the session's id. Staff ask again while the service is still coming up. */
export async function linkNumber({ staff, simulator, phone, patienceMs = 15_000, online = true }: Linking) {
  let sessionId = ''
  await eventually(async () => {
    sessionId ||= (await staff.add().catch(() => null))?.sessionId ?? ''
    return sessionId !== ''
  }, patienceMs)
  const { qr } = await staff.until(sessionId, 'waiting_for_scan', patienceMs)
  await simulator.call('POST', `/api/phones/${phone}/scan`, { qr })
  if (online) await staff.until(sessionId, 'online', patienceMs)
  return sessionId
}
