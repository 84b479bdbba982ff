// Owns the rules of one stream: nothing twice, and nobody who does not read.
import { describe, expect, it } from 'vitest'
import { createLiveClient } from './live-client.ts'

const frame = (sequence: number, text = `<${sequence}>`) => ({
  workspace: 'w',
  sequence,
  conversationId: null,
  ofMember: false,
  text,
})

describe('live client', () => {
  it('is told every frame once, and none it has heard', () => {
    const client = createLiveClient('w')
    client.startAfter(5)
    for (const sequence of [4, 5, 6, 6, 7]) client.tell(frame(sequence))
    client.startAfter(3)
    expect(client.lastTold).toBe(7)
    expect(String(client.stream.read())).toBe('<6><7>')
  })

  it('is dropped when it does not read, so that it resumes instead of filling the memory', () => {
    const client = createLiveClient('w')
    let sequence = 0
    while (!client.closed && sequence < 10_000) client.tell(frame(++sequence, 'x'.repeat(1000)))
    expect(client.closed).toBe(true)
    expect(sequence).toBeLessThan(5000)
  })

  it('waits for a browser that reads slowly', async () => {
    const client = createLiveClient('w')
    client.write('x'.repeat(100_000))
    let drained = false
    const waiting = client.drained().then(() => {
      drained = true
    })
    await Promise.resolve()
    expect(drained).toBe(false)
    client.stream.resume()
    await waiting
  })
})
