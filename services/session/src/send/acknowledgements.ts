// Owns waiting for the network's word on a message of ours: acknowledged, refused, or silence.

type Word =
  { readonly kind: 'acknowledged'; readonly at: number } | { readonly kind: 'refused'; readonly code: string }

/** `silent`: no word in time. `gone`: the connection ended, or we stop. */
export type Answer = Word | { readonly kind: 'silent' } | { readonly kind: 'gone' }

interface Waiting {
  /** The first word about the message, also when it came before this was asked. */
  answer(timeoutMs: number): Promise<Answer>
  end(): void
}

export interface Acknowledgements {
  hear(wireId: string, word: Word): void
  /** Begins to listen; done before the relay, because the word may come first. `gone` ends every wait. */
  listen(wireId: string, gone: AbortSignal): Waiting
}

export function createAcknowledgements(): Acknowledgements {
  const listeners = new Map<string, (word: Word) => void>()
  return {
    hear(wireId, word) {
      listeners.get(wireId)?.(word)
    },
    listen(wireId, gone) {
      let hear: (word: Word) => void = () => {}
      const first = new Promise<Word>((resolve) => {
        hear = resolve
      })
      listeners.set(wireId, hear)
      return {
        async answer(timeoutMs) {
          let settle: () => void = () => {}
          const end = new Promise<Answer>((resolve) => {
            const timer = setTimeout(() => resolve({ kind: 'silent' }), timeoutMs)
            const leave = () => resolve({ kind: 'gone' })
            if (gone.aborted) leave()
            gone.addEventListener('abort', leave, { once: true })
            settle = () => {
              clearTimeout(timer)
              gone.removeEventListener('abort', leave)
            }
          })
          // A word that is there counts more than a connection that has just gone.
          return Promise.race([first, end]).finally(settle)
        },
        end() {
          if (listeners.get(wireId) === hear) listeners.delete(wireId)
        },
      }
    },
  }
}
