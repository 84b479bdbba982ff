// Owns one connection to /live: opens it, reads frames, and opens it anew when the browser gives up.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'

/** The part of EventSource that is used here; tests bring their own. */
export interface EventStream {
  readonly readyState: number
  onopen: ((event: Event) => void) | null
  onerror: ((event: Event) => void) | null
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void
  close(): void
}

export interface LiveListener {
  /** A frame arrived. */
  frame(frame: LiveFrame): void
  /** Whether frames flow now. */
  connected(is: boolean): void
  /** This connection may have missed frames: read everything again, as new as a sequence; 0: not known. */
  restart(sequence: number): void
}

const closed = 2
const retryMs = 3_000
/** Every type there is: one that is missing here does not compile. */
const frameTypes: Readonly<Record<LiveFrame['type'], true>> = {
  message: true,
  message_status: true,
  message_changed: true,
  conversation: true,
  conversation_gone: true,
  contact_gone: true,
  labels: true,
  views: true,
  staff: true,
  presence: true,
  customer_typing: true,
  session: true,
  templates: true,
  api_keys: true,
  ready: true,
  reload: true,
}

/**
 * Follows /live until stopped. EventSource resumes by itself with Last-Event-ID, so a short drop loses nothing;
 * a stream made anew (first time, or after a refusal) has no id to resume from and begins with `restart`.
 */
export function followLive(listener: LiveListener, open: () => EventStream): () => void {
  let stream: EventStream | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function connect(): void {
    const source = open()
    let fresh = true
    stream = source
    source.onopen = () => listener.connected(true)
    source.onerror = () => {
      listener.connected(false)
      if (source.readyState === closed) timer = setTimeout(connect, retryMs)
    }
    for (const type of Object.keys(frameTypes)) {
      source.addEventListener(type, (event) => {
        const frame = JSON.parse(event.data) as LiveFrame // the gateway builds frames with the contract's types
        const begins = frame.type === 'reload' || (frame.type === 'ready' && fresh)
        if (frame.type === 'ready') fresh = false
        if (begins) listener.restart(frame.sequence)
        else listener.frame(frame)
      })
    }
  }

  connect()
  return () => {
    clearTimeout(timer)
    stream?.close()
  }
}
