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

const LOOK_EVERY_MS = 50

/** Waits until the connection is up again; false when it is not within `patienceMs`. */
export async function untilConnected(connected: () => boolean, patienceMs: number): Promise<boolean> {
  for (let waited = 0; !connected() && waited < patienceMs; waited += LOOK_EVERY_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  return connected()
}
