// Owns how long a closing connection waits for the other side's goodbye.

/** Frames of a closing socket are of no use to us; its server gets this long. */
const GOODBYE_MS = 500

/** Baileys waits for the server's close frame before it tells of the end; a mute server would hold it for half a minute. */
export function hurryGoodbye(client: { close(): Promise<void> | void }, wire: { terminate(): void }): void {
  const close = client.close.bind(client)
  client.close = async () => {
    const timer = setTimeout(() => wire.terminate(), GOODBYE_MS)
    try {
      await close()
    } finally {
      clearTimeout(timer)
    }
  }
}
