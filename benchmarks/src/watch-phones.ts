// Answers: when did a text reach a virtual phone? Listens to the simulator's event stream.

export interface PhoneWatch extends Disposable {
  /** Resolves to `performance.now()` of the moment a message holding `text` came to a phone; rejects after 20 s. */
  arrival(text: string): Promise<number>
}

const PATIENCE_MS = 20_000

/** Opens the stream; resolves once it is open. */
export async function watchPhones(simulatorUrl: string): Promise<PhoneWatch> {
  const stop = new AbortController()
  const waiting = new Map<string, (at: number) => void>()
  const response = await fetch(`${simulatorUrl}/api/events`, { signal: stop.signal })
  if (!response.body) throw new Error('The simulator has no event stream.')
  const read = async (body: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      const at = performance.now()
      const words = decoder.decode(chunk, { stream: true })
      for (const [text, found] of waiting) {
        if (!words.includes(text)) continue
        waiting.delete(text)
        found(at)
      }
    }
  }
  read(response.body).catch(() => {})
  return {
    arrival: (text) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('A message did not arrive.')), PATIENCE_MS)
        waiting.set(text, (at) => {
          clearTimeout(timer)
          resolve(at)
        })
      }),
    [Symbol.dispose]: () => stop.abort(),
  }
}
