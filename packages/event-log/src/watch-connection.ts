// Answers: is the connection to the log up? What is published while it is down waits in the client's memory and may
// be stored after its caller has been told that it was not.
import type { NatsConnection } from '@nats-io/nats-core'

/** Watches from now on; the connection must be up. */
export function watchConnection(nats: NatsConnection): () => boolean {
  let up = true
  const watch = async () => {
    for await (const status of nats.status()) {
      if (status.type === 'disconnect' || status.type === 'close') up = false
      if (status.type === 'reconnect') up = true
    }
  }
  void watch()
  return () => up
}
