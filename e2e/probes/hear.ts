// Owns listening to a live stream, and waiting until it has told something.
import { until } from '../../scripts/seeding/http.ts'

export interface Heard {
  /** All that was told so far. */
  readonly text: string
  /** Waits until this was told. */
  tells(words: string): Promise<void>
  stop(): void
}

/** Listens as whoever these headers sign in; `lastEventId`: what was told after it is told again. */
export async function hear(
  origin: string,
  headers: Readonly<Record<string, string>>,
  lastEventId?: number,
): Promise<Heard> {
  const closing = new AbortController()
  const from = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }
  const response = await fetch(`${origin}/live`, {
    headers: { ...headers, ...from },
    signal: closing.signal,
  })
  let text = ''
  const reading = async () => {
    const decoder = new TextDecoder()
    // An HTTP body is bytes.
    const body = (response.body ?? []) as AsyncIterable<Uint8Array>
    for await (const chunk of body) text += decoder.decode(chunk, { stream: true })
  }
  reading().catch(() => {})
  return {
    get text() {
      return text
    },
    async tells(words) {
      await until(`the live stream tells ${words}`, 30, () =>
        Promise.resolve(text.includes(words) ? true : null),
      )
    },
    stop: () => closing.abort(),
  }
}
