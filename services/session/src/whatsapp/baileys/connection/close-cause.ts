// Answers: why did WhatsApp's server end the connection, in the port's words?
import type { CloseCause } from '../../whatsapp.port.ts'

/** Baileys gives each end a status code, HTTP-like; the codes of `<failure>` and `<stream:error>` go through as they are. */
const causes: Readonly<Record<number, CloseCause>> = {
  401: 'logged_out_from_phone',
  402: 'account_banned',
  403: 'account_banned',
  405: 'protocol_refused',
  406: 'account_banned',
  408: 'connection_lost',
  409: 'protocol_refused',
  411: 'protocol_refused',
  419: 'logged_out_from_phone',
  428: 'connection_lost',
  440: 'replaced',
  500: 'server_unavailable',
  503: 'server_unavailable',
  515: 'restart_required',
}

/** The status code of Baileys' error; null when it has none (the connection broke by itself). */
export function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('output' in error)) return null
  const { output } = error
  if (typeof output !== 'object' || output === null || !('statusCode' in output)) return null
  return typeof output.statusCode === 'number' ? output.statusCode : null
}

/** `pairing`: no account is linked yet, so silence means that nobody scanned. */
export function closeCauseOf(error: unknown, pairing: boolean): CloseCause {
  const status = statusOf(error)
  if (pairing && status === 408 && error instanceof Error && error.message.startsWith('QR refs'))
    return 'pairing_expired'
  return causes[status ?? 428] ?? 'connection_lost'
}
