// Owns how frames look on the wire: server-sent events.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'

/** A frame as text. One that tells of the log has its stream sequence as id, so that a browser resumes after it. */
export function sseText(frame: LiveFrame): string {
  const id = frame.sequence > 0 ? `id: ${frame.sequence}\n` : ''
  return `${id}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`
}

/** A comment that keeps proxies and the browser from giving up. */
export const HEARTBEAT = ':\n\n'

/** How long a browser waits before it connects again, ms. */
export const RETRY_HINT = 'retry: 1000\n\n'

/** The sequence a `Last-Event-ID` header names; null when it names none. */
export function lastEventId(header: unknown): number | null {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null
}
