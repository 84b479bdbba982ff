// Proves that tabs share one connection, and that nobody misses anything when the leading tab goes.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { describe, expect, it } from 'vitest'
import { FakeStream, recorder } from './fake-stream.ts'
import { followLiveTogether, type TabPorts } from './live-tabs.ts'

const ready: LiveFrame = { type: 'ready', sequence: 7 }
const touched: LiveFrame = { type: 'conversation', sequence: 8, conversationId: 'c' }

/** A browser with tabs: channels hear each other, and one tab at a time leads. */
function browser() {
  const channels = new Set<Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>>()
  const streams: FakeStream[] = []
  const queue: { signal: AbortSignal; lead: () => void }[] = []

  function nextLeader(): void {
    while (queue[0]?.signal.aborted) queue.shift()
    const leader = queue[0]
    if (!leader) return
    leader.lead()
    leader.signal.addEventListener('abort', nextLeader)
  }

  const ports: TabPorts = {
    channel() {
      const own: Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'> = {
        onmessage: null,
        postMessage(data: unknown) {
          for (const other of channels) {
            // The real channel binds `this` to itself; nothing here reads it.
            if (other !== own)
              other.onmessage?.call(new BroadcastChannel('x'), new MessageEvent('message', { data }))
          }
        },
        close: () => void channels.delete(own),
      }
      channels.add(own)
      return own
    },
    whenLeading(_name, signal, lead) {
      queue.push({ signal, lead })
      if (queue.length === 1) nextLeader()
    },
    open() {
      const stream = new FakeStream()
      streams.push(stream)
      return stream
    },
  }
  const openTab = () => {
    const heard = recorder()
    return { heard, close: followLiveTogether('rina', heard.listener, ports) }
  }
  return { streams, openTab }
}

describe('live tabs', () => {
  it('share one connection', () => {
    const { streams, openTab } = browser()
    const first = openTab()
    const second = openTab()
    streams[0]?.open()
    streams[0]?.tell(ready)
    streams[0]?.tell(touched)
    expect(streams).toHaveLength(1)
    expect(first.heard.notes).toEqual(['connected', 'restart 7', 'conversation 8'])
    expect(second.heard.notes.slice(-1)).toEqual(['conversation 8'])
  })

  it('tell a tab that opens later to read the lists now', () => {
    const { streams, openTab } = browser()
    openTab()
    streams[0]?.open()
    streams[0]?.tell(ready)
    const late = openTab()
    expect(late.heard.notes).toEqual(['restart 7', 'connected'])
  })

  it('go on with a new connection and a restart when the leading tab closes', () => {
    const { streams, openTab } = browser()
    const first = openTab()
    const second = openTab()
    streams[0]?.open()
    streams[0]?.tell(ready)
    first.close()
    expect(streams[0]?.readyState).toBe(2)
    streams[1]?.open()
    streams[1]?.tell(ready)
    streams[1]?.tell(touched)
    expect(second.heard.notes.slice(-3)).toEqual(['connected', 'restart 7', 'conversation 8'])
  })
})
