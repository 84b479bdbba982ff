// The media server (CDN): takes encrypted files by POST /mms/…, serves them by their direct path, over https.
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Network } from '../network.ts'
import { serveDownload } from './download.ts'
import { takeUpload } from './upload.ts'

export interface MediaServer {
  readonly port: number
  close(): Promise<void>
}

export interface MediaServerOptions {
  readonly key: string
  readonly cert: string
  readonly host: string
  /** Preferred; another free one is taken when it is in use. */
  readonly port: number
}

const answer = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** Starts listening. Faults of the kinds `media_*` are felt here. */
export const startMediaServer = async (
  network: Network,
  { key, cert, host, port }: MediaServerOptions,
): Promise<MediaServer> => {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'https://media')
    if (request.method === 'POST') {
      const uploader = network.uploadPasses.check(url.searchParams.get('auth') ?? '')
      const { status, body } = await takeUpload(network, request, url, uploader)
      await network.db.committed()
      answer(response, status, body)
    } else if (request.method === 'GET' || request.method === 'HEAD') {
      await serveDownload(network, request, response, url.pathname)
    } else answer(response, 405, { error: 'method' })
  }
  const server = createServer({ key, cert }, (request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  const listen = async (wanted: number): Promise<void> => {
    server.listen(wanted, host)
    await once(server, 'listening')
  }
  await listen(port).catch(() => listen(0))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the media server has no port')
  return {
    port: bound.port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
