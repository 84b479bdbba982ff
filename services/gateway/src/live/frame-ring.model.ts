// Owns the recent frames of all workspaces, so that a short interruption is resumed without asking the log.
import { sseText } from './sse-text.model.ts'

export interface RingFrame {
  readonly workspace: string
  /** Stream sequence. */
  readonly sequence: number
  /** Whose content it may hold; null: of no conversation. */
  readonly conversationId: string | null
  /** May hold words or a name of a member of a group. */
  readonly ofMember: boolean
  /** As it goes over the wire. */
  readonly text: string
}

export interface FrameRing {
  /** Adds one; sequences only rise. */
  push(frame: RingFrame): void
  /** The workspace's frames after a sequence, oldest first; null when some of them are gone. */
  after(workspace: string, sequence: number): readonly RingFrame[] | null
  /** Drops what was told of a conversation up to `until`: who resumes hears that it is gone, and fetches what is left. */
  drop(workspace: string, conversationId: string, until: number): void
  /**
   * Keeps nothing that members of groups said up to `until`, as quotes do not tell whose words they hold. Others said
   * things there too: who resumes is told to read everything again.
   */
  forgetMembers(workspace: string, until: number): void
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
    drop(workspace, conversationId, until) {
      const gone = (frame: RingFrame) =>
        frame.workspace === workspace && frame.conversationId === conversationId && frame.sequence <= until
      frames = frames.filter((frame) => !gone(frame))
    },
    forgetMembers(workspace, until) {
      frames = frames.map((frame) => {
        if (!frame.ofMember || frame.workspace !== workspace || frame.sequence > until) return frame
        const text = sseText([{ type: 'reload', sequence: frame.sequence }])
        return { ...frame, conversationId: null, ofMember: false, text }
      })
    },
  }
}
