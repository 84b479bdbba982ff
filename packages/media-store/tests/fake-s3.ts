// Owns a tiny S3-compatible store at an HTTP port: path-style put, get and delete, and it checks that requests are signed.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createHash } from 'node:crypto'

export interface FakeS3 extends AsyncDisposable {
  readonly url: string
  readonly objects: Map<string, Uint8Array>
  /** Answers this status to everything while it is set. */
  refuse(status: number | null): void
}

export async function startFakeS3(accessKey: string): Promise<FakeS3> {
  const objects = new Map<string, Uint8Array>()
  let refused: number | null = null
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request)
      const { authorization = '' } = request.headers
      const hash = createHash('sha256').update(body).digest('hex')
      const signed =
        authorization.startsWith(`AWS4-HMAC-SHA256 Credential=${accessKey}/`) &&
        request.headers['x-amz-content-sha256'] === hash
      const name = request.url ?? ''
      const answer = (status: number, content?: Uint8Array) => response.writeHead(status).end(content)
      if (!signed) return answer(403)
      if (refused !== null) return answer(refused)
      if (request.method === 'PUT') {
        objects.set(name, body)
        return answer(200)
      }
      if (request.method === 'DELETE') {
        objects.delete(name)
        return answer(204)
      }
      const found = objects.get(name)
      return found ? answer(200, found) : answer(404)
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has one.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    objects,
    refuse: (status) => {
      refused = status
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
