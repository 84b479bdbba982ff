// Owns how frames look on the wire: server-sent events.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'

/**
 * Frames of one event as text. The last one has its stream sequence as id, if it tells of the log, so that a browser
 * resumes after it, and hears all of them again when it was cut off in between.
 */
export function sseText(frames: readonly LiveFrame[]): string {
  return frames
    .map((frame, i) => {
      const id = frame.sequence > 0 && i === frames.length - 1 ? `id: ${frame.sequence}\n` : ''
      return `${id}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`
    })
    .join('')
}

/** A comment that keeps proxies and the browser from giving up. */
export const HEARTBEAT = ':\n\n'

/** How long a browser waits before it connects again, ms. */
export const RETRY_HINT = 'retry: 1000\n\n'

/** The sequence a `Last-Event-ID` header names; null when it names none. */
export function lastEventId(header: unknown): number | null {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null
}
