// Owns keeping a message that Baileys is going to refuse unread: all of its parts, before it hears of them.
import type { Publisher } from '../../../intake/publisher.ts'
import type { Credentials } from '../keys/credentials.ts'
import type { BinaryNode } from '../library.ts'
import type { Stanzas } from './stanzas.ts'
import { createUnread } from './unread.ts'
import type { KeepUnreadable } from './unreadable.ts'

export function createStrangeIntake(deps: {
  /** Holds every arrival that is still being taken in. */
  takes: Set<Promise<unknown>>
  stanzas: Stanzas
  credentials: Credentials
  keepUnreadable: KeepUnreadable
  publisher: Publisher
}): (node: BinaryNode) => Promise<void> {
  const { takes, stanzas, keepUnreadable, publisher } = deps
  // No address of it is believed, so none is looked for.
  const unreadOf = createUnread(deps.credentials, () => Promise.resolve(null))

  async function keep(node: BinaryNode): Promise<void> {
    for (const { content, attrs } of Array.isArray(node.content) ? node.content : []) {
      const seen = content instanceof Uint8Array ? stanzas.of(content) : null
      if (!seen || !(content instanceof Uint8Array)) continue
      const type = attrs['type'] === 'pkmsg' || attrs['type'] === 'skmsg' ? attrs['type'] : 'msg'
      await keepUnreadable(await unreadOf(seen, { type, group: null, ciphertext: content }), 'no_chat')
    }
    await publisher.publishPending()
  }

  return async (node) => {
    const kept = keep(node)
    const settled = kept.catch(() => undefined)
    takes.add(settled)
    try {
      await kept
    } finally {
      takes.delete(settled)
    }
  }
}
