// Owns one open /live stream: what it has been told, and dropping it when it does not keep up.
import { PassThrough } from 'node:stream'
import type { RingFrame } from './frame-ring.model.ts'

export interface LiveClient {
  readonly workspace: string
  /** What the HTTP answer sends. */
  readonly stream: PassThrough
  readonly closed: boolean
  /** Stream sequence up to which it has heard everything. */
  readonly lastTold: number
  /** Everything up to here needs no telling. Never goes back. */
  startAfter(sequence: number): void
  /** Tells a frame unless it has been told. */
  tell(frame: RingFrame): void
  /** Writes text as it is. */
  write(text: string): void
  /** Resolves when the browser has taken in most of what was written, or is gone. */
  drained(): Promise<void>
  onClose(listener: () => void): void
  close(): void
}

/** More waiting bytes than this mean that the browser does not read; it connects again and resumes. */
const MAX_WAITING_BYTES = 4_000_000

/** A client of one workspace over a fresh stream. */
export function createLiveClient(workspace: string): LiveClient {
  const stream = new PassThrough()
  let lastTold = 0
  const write = (text: string) => {
    if (stream.destroyed) return
    stream.write(text)
    if (stream.writableLength + stream.readableLength > MAX_WAITING_BYTES) stream.destroy()
  }
  return {
    workspace,
    stream,
    get closed() {
      return stream.destroyed || stream.writableEnded
    },
    get lastTold() {
      return lastTold
    },
    startAfter(sequence) {
      lastTold = Math.max(lastTold, sequence)
    },
    tell(frame) {
      if (frame.sequence <= lastTold) return
      lastTold = frame.sequence
      write(frame.text)
    },
    write,
    async drained() {
      if (stream.writableNeedDrain && !stream.destroyed) {
        await new Promise<void>((resolve) => {
          stream.once('drain', resolve).once('close', resolve)
        })
      }
    },
    onClose: (listener) => void stream.once('close', listener),
    close: () => void stream.end(),
  }
}
