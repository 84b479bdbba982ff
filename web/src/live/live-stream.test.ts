// Proves that a live connection says when something may have been missed, and only then.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeStream, recorder } from './fake-stream.ts'
import { followLive } from './live-stream.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ready: LiveFrame = { type: 'ready', sequence: 7 }
const touched: LiveFrame = { type: 'conversation', sequence: 8, conversationId: 'c' }

function follow() {
  const streams: FakeStream[] = []
  const heard = recorder()
  const stop = followLive(heard.listener, () => {
    const stream = new FakeStream()
    streams.push(stream)
    return stream
  })
  return { streams, heard, stop }
}

describe('live stream', () => {
  it('asks for everything when it begins, then passes frames on', () => {
    const { streams, heard } = follow()
    streams[0]?.open()
    streams[0]?.tell(ready)
    streams[0]?.tell(touched)
    expect(heard.notes).toEqual(['connected', 'restart 7', 'conversation 8'])
  })

  it('asks for nothing when the browser resumed by itself', () => {
    const { streams, heard } = follow()
    streams[0]?.open()
    streams[0]?.tell(ready)
    streams[0]?.fail({ forGood: false })
    streams[0]?.open()
    streams[0]?.tell(ready)
    streams[0]?.tell(touched)
    expect(heard.notes.slice(2)).toEqual(['lost', 'connected', 'ready 7', 'conversation 8'])
    expect(streams).toHaveLength(1)
  })

  it('connects anew and asks for everything when the browser gave up', async () => {
    const { streams, heard } = follow()
    streams[0]?.open()
    streams[0]?.tell(ready)
    streams[0]?.fail({ forGood: true })
    await vi.advanceTimersByTimeAsync(3_100)
    streams[1]?.open()
    streams[1]?.tell(ready)
    expect(heard.notes).toEqual(['connected', 'restart 7', 'lost', 'connected', 'restart 7'])
  })

  it('asks for everything when the server says the gap is too wide', () => {
    const { streams, heard } = follow()
    streams[0]?.tell(ready)
    streams[0]?.tell({ type: 'reload', sequence: 9 })
    expect(heard.notes).toEqual(['restart 7', 'restart 9'])
  })

  it('stops for good', async () => {
    const { streams, stop } = follow()
    streams[0]?.fail({ forGood: true })
    stop()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(streams).toHaveLength(1)
    expect(streams[0]?.readyState).toBe(2)
  })
})
