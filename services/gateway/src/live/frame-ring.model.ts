// Owns the recent frames of all workspaces, so that a short interruption is resumed without asking the log.

export interface RingFrame {
  readonly workspace: string
  /** Stream sequence. */
  readonly sequence: number
  /** As it goes over the wire. */
  readonly text: string
}

export interface FrameRing {
  /** Adds one; sequences only rise. */
  push(frame: RingFrame): void
  /** The workspace's frames after a sequence, oldest first; null when some of them are gone. */
  after(workspace: string, sequence: number): readonly RingFrame[] | null
}

/** A ring of at most `capacity` frames that knows everything after `since`. */
export function createFrameRing(capacity: number, since: number): FrameRing {
  let complete = since
  let frames: RingFrame[] = []
  return {
    push(frame) {
      frames.push(frame)
      // Cutting only when it has doubled keeps a push cheap.
      if (frames.length < capacity * 2) return
      complete = frames[capacity - 1]?.sequence ?? complete
      frames = frames.slice(capacity)
    },
    after(workspace, sequence) {
      if (sequence < complete) return null
      return frames.filter((frame) => frame.sequence > sequence && frame.workspace === workspace)
    },
  }
}
