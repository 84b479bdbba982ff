// Owns connections that browsers open ahead and never use: the server counts them as busy and would wait for them.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Watches a server; the answer ends every connection that has asked for nothing yet. */
export function watchSilentConnections(server: Server): () => void {
  const silent = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.on('request', ({ socket }) => silent.delete(socket))
  return () => {
    for (const socket of silent) socket.destroy()
  }
}
