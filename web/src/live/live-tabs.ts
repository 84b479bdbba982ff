// Owns sharing one live connection among all tabs: browsers allow six per host over HTTP/1.1, and tabs are cheap.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { followLive, type EventStream, type LiveListener } from './live-stream.ts'

type Note =
  | { kind: 'frame'; frame: LiveFrame }
  /** `sequence`: the newest that was told. */
  | { kind: 'connected'; is: boolean; sequence: number }
  | { kind: 'restart'; sequence: number }
  | { kind: 'hello' }

/** What the browser offers for talking between tabs; tests bring their own. */
export interface TabPorts {
  channel(name: string): Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>
  /** Runs `lead` when this tab is the one that leads; it leads until the signal aborts. */
  whenLeading(name: string, signal: AbortSignal, lead: () => void): void
  open(): EventStream
}

/**
 * Follows /live for one account. The leading tab holds the connection and passes on what it hears; when it
 * goes, another takes over with a new connection, which begins with `restart` in every tab.
 */
export function followLiveTogether(account: string, listener: LiveListener, ports: TabPorts): () => void {
  const name = `live-${account}`
  const channel = ports.channel(name)
  const stop = new AbortController()
  let leading = false
  let isConnected = false
  let begun = false
  let newest = 0

  function hear(note: Note): void {
    if (note.kind === 'frame') listener.frame(note.frame)
    if (note.kind === 'restart') {
      begun = true
      listener.restart(note.sequence)
    }
    if (note.kind === 'connected') listener.connected(note.is)
    if (note.kind === 'hello' && leading) {
      channel.postMessage({ kind: 'connected', is: isConnected, sequence: newest } satisfies Note)
    }
  }
  function tell(note: Note): void {
    if (note.kind === 'connected') isConnected = note.is
    if (note.kind === 'frame') newest = Math.max(newest, note.frame.sequence)
    if (note.kind === 'restart') newest = Math.max(newest, note.sequence)
    hear(note)
    channel.postMessage(note)
  }

  channel.onmessage = (event: MessageEvent<Note>) => {
    const note = event.data
    // Another tab's stream already runs: from here on nothing is missed, so now is the time to read the lists.
    if (note.kind === 'connected' && note.is && !begun) hear({ kind: 'restart', sequence: note.sequence })
    hear(note)
  }
  channel.postMessage({ kind: 'hello' } satisfies Note)
  ports.whenLeading(name, stop.signal, () => {
    leading = true
    const close = followLive(
      {
        frame: (frame) => tell({ kind: 'frame', frame }),
        connected: (is) => tell({ kind: 'connected', is, sequence: newest }),
        restart: (sequence) => tell({ kind: 'restart', sequence }),
      },
      ports.open,
    )
    stop.signal.addEventListener('abort', close)
  })
  return () => {
    stop.abort()
    channel.close()
  }
}

/** The real browser. Web Locks exist on https and localhost only; elsewhere each tab leads for itself, unshared. */
export const browserPorts: TabPorts = {
  channel(name) {
    if ('locks' in navigator) return new BroadcastChannel(name)
    return { postMessage() {}, close() {}, onmessage: null }
  },
  whenLeading(name, signal, lead) {
    if (!('locks' in navigator)) return lead()
    const held = () => {
      lead()
      return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    }
    navigator.locks.request(name, { signal }, held).catch(() => {}) // aborted while still waiting for the lead
  },
  open: () => new EventSource('/live'),
}
