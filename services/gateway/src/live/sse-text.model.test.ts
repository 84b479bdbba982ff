// Owns the rules of how frames look on the wire.
import { describe, expect, it } from 'vitest'
import { lastEventId, sseText } from './sse-text.model.ts'

describe('frames as text', () => {
  it('gives the sequence as id to the last frame of an event only, so that a cut in between repeats all', () => {
    const text = sseText([
      { type: 'labels', sequence: 7 },
      { type: 'views', sequence: 7 },
    ])
    const [first, second] = text.split('\n\n')
    expect(first).toBe('event: labels\ndata: {"type":"labels","sequence":7}')
    expect(second).toBe('id: 7\nevent: views\ndata: {"type":"views","sequence":7}')
  })

  it('gives a passing signal no id', () => {
    expect(sseText([{ type: 'ready', sequence: 0 }])).not.toContain('id:')
  })

  it('reads the id of a browser that comes back, and nothing else', () => {
    expect(lastEventId('42')).toBe(42)
    for (const header of ['-1', '1e3', ' 1', '', '9'.repeat(16), undefined, ['1', '2']])
      expect(lastEventId(header)).toBeNull()
  })
})
