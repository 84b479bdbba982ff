// Owns stand-ins for the browser's live parts in tests: a stream that is told what to say, and one that writes down.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import type { EventStream, LiveListener } from './live-stream.ts'

/** An EventSource whose server is the test. */
export class FakeStream implements EventStream {
  readyState = 0
  onopen: ((event: Event) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  readonly #listeners = new Map<string, (event: MessageEvent<string>) => void>()

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, listener)
  }
  close(): void {
    this.readyState = 2
  }
  open(): void {
    this.readyState = 1
    this.onopen?.(new Event('open'))
  }
  tell(frame: LiveFrame): void {
    this.#listeners.get(frame.type)?.(new MessageEvent(frame.type, { data: JSON.stringify(frame) }))
  }
  fail({ forGood }: { forGood: boolean }): void {
    this.readyState = forGood ? 2 : 0
    this.onerror?.(new Event('error'))
  }
}

/** A listener that notes what it hears, one short line each. */
export function recorder(): { notes: string[]; listener: LiveListener } {
  const notes: string[] = []
  return {
    notes,
    listener: {
      frame: (frame) => notes.push(`${frame.type} ${frame.sequence}`),
      connected: (is) => notes.push(is ? 'connected' : 'lost'),
      restart: (sequence) => notes.push(`restart ${sequence}`),
    },
  }
}
