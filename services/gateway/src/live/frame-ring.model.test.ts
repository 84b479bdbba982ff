// Owns the rules of what is remembered for browsers that come back.
import { describe, expect, it } from 'vitest'
import { createFrameRing } from './frame-ring.model.ts'

const frame = (sequence: number, workspace = 'a', conversationId: string | null = null) => ({
  workspace,
  sequence,
  conversationId,
  ofMember: false,
  text: String(sequence),
})
const sequences = (frames: readonly { sequence: number }[] | null) => frames?.map(({ sequence }) => sequence)

describe('frame ring', () => {
  it('answers what a workspace missed, in order, and nothing of another one', () => {
    const ring = createFrameRing(10, 100)
    for (const one of [frame(101), frame(102, 'b'), frame(103)]) ring.push(one)
    expect(sequences(ring.after('a', 100))).toEqual([101, 103])
    expect(sequences(ring.after('a', 101))).toEqual([103])
    expect(sequences(ring.after('b', 102))).toEqual([])
  })

  it('says so when it does not know everything after a sequence', () => {
    const ring = createFrameRing(10, 100)
    expect(ring.after('a', 99)).toBeNull()
    expect(ring.after('a', 100)).toEqual([])
  })

  it('forgets the oldest, and never a frame between what it answers', () => {
    const ring = createFrameRing(3, 0)
    for (let sequence = 1; sequence <= 100; sequence++) {
      ring.push(frame(sequence))
      for (let after = 0; after <= sequence; after++) {
        const frames = ring.after('a', after)
        expect(frames?.length ?? sequence - after).toBe(sequence - after)
      }
      expect(ring.after('a', Math.max(0, sequence - 3))).not.toBeNull()
    }
    expect(ring.after('a', 90)).toBeNull()
  })

  it('drops what was told of a conversation up to its end, and nothing else', () => {
    const ring = createFrameRing(10, 0)
    for (const one of [frame(1, 'a', 'x'), frame(2, 'a', 'y'), frame(3, 'b', 'x'), frame(4, 'a', 'x')])
      ring.push(one)
    ring.drop('a', 'x', 3)
    expect(sequences(ring.after('a', 0))).toEqual([2, 4])
    expect(sequences(ring.after('b', 0))).toEqual([3])
  })

  it('keeps nothing that members of groups said up to an erasure: who resumes there reads everything again', () => {
    const ring = createFrameRing(10, 0)
    const said = (sequence: number, workspace = 'a') => ({
      ...frame(sequence, workspace, 'group'),
      ofMember: true,
    })
    for (const one of [said(1), frame(2, 'a', 'x'), said(3, 'b'), said(4)]) ring.push(one)
    ring.forgetMembers('a', 3)
    const [first, ...others] = ring.after('a', 0) ?? []
    expect(first?.text).toBe('id: 1\nevent: reload\ndata: {"type":"reload","sequence":1}\n\n')
    expect(others.map(({ text }) => text)).toEqual(['2', '4'])
    expect(ring.after('b', 0)?.map(({ text }) => text)).toEqual(['3'])
  })
})
