// Answers: what stands inside the envelopes of a message?
import type { proto } from '../library.ts'

/** Real messages nest three deep at most; deeper is somebody's experiment. */
const MAX_DEPTH = 6

/** The innermost message; null when it nests beyond reason. */
export function unwrap(message: proto.IMessage): proto.IMessage | null {
  let inner = message
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    const next = wrappedIn(inner)
    if (!next) return inner
    inner = next
  }
  return null
}

/** What stands inside an envelope, or null when the message is none. */
function wrappedIn(message: proto.IMessage): proto.IMessage | null {
  return (
    message.deviceSentMessage?.message ??
    message.ephemeralMessage?.message ??
    message.viewOnceMessage?.message ??
    message.viewOnceMessageV2?.message ??
    message.viewOnceMessageV2Extension?.message ??
    message.documentWithCaptionMessage?.message ??
    message.editedMessage?.message ??
    message.groupMentionedMessage?.message ??
    message.botInvokeMessage?.message ??
    null
  )
}
