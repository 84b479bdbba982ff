// Owns making the wire form of a send; it may mean to upload a file, so it can fail, take long, or be left.
import type { Connection, Recipient } from '../whatsapp/whatsapp.port.ts'
import { MediaUnavailableError } from '../whatsapp/media-faults.ts'
import { isHopeless } from './hopeless.ts'
import type { OutboxEntry, SendFailureReason } from './outbox.model.ts'
import { pause } from './pause.ts'
import { isUnable, type Trouble, unablePauseMs } from './trouble.model.ts'
import { unlessGone } from './unless-gone.ts'

type Composed =
  | { readonly kind: 'composed'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly reason: SendFailureReason }
  | { readonly kind: 'later' }

/** Tries several times; `later`: the connection went first. Throws what no try can mend. */
export async function composeSend(turn: {
  readonly connection: Pick<Connection, 'compose'>
  readonly entry: OutboxEntry
  readonly gone: AbortSignal
  readonly trouble: Trouble
  /** Where it goes; a reaction or a quote names a message of that chat. */
  readonly to: Recipient
}): Promise<Composed> {
  const { connection, entry, gone, trouble, to } = turn
  if (entry.composed) return { kind: 'composed', bytes: entry.composed }
  if (!entry.asked) return { kind: 'failed', reason: 'content_unsupported' }
  while (!isUnable(trouble)) {
    try {
      const bytes = await unlessGone(connection.compose(entry.asked, to), gone)
      if (bytes === 'gone') return { kind: 'later' }
      return bytes ? { kind: 'composed', bytes } : { kind: 'failed', reason: 'content_unsupported' }
    } catch (error) {
      if (isHopeless(error)) throw error
      if (error instanceof MediaUnavailableError) return { kind: 'failed', reason: 'media_unavailable' }
      await pause(unablePauseMs(++trouble.unable), gone)
    }
  }
  const hasFile = 'media' in entry.asked.content
  return { kind: 'failed', reason: hasFile ? 'media_unavailable' : 'content_unsupported' }
}
