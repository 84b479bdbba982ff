// Owns the way from a key or the palette to the conversation that is open: named commands, told to whoever listens.
import { onScopeDispose } from 'vue'

export type ThreadCommand =
  | 'reply'
  | 'note'
  | 'quick-replies'
  | 'assign'
  | 'claim'
  | 'label'
  | 'resolve'
  | 'resolve-next'
  | 'snooze'
  | 'reopen'
  | 'mark-unread'
  | 'details'
  | 'newest'
type Handlers = Partial<Record<ThreadCommand, () => void>>

const listeners = new Set<Handlers>()

/** Runs a command in the open conversation; false when none is open that knows it. */
export function runThreadCommand(command: ThreadCommand): boolean {
  let heard = false
  for (const handlers of listeners) {
    const handler = handlers[command]
    if (!handler) continue
    heard = true
    handler()
  }
  return heard
}

/** Listens while the calling component lives. */
export function useThreadCommands(handlers: Handlers): void {
  listeners.add(handlers)
  onScopeDispose(() => listeners.delete(handlers))
}
