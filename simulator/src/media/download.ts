// Somebody downloads an encrypted file by its direct path: whole or a range, or spoilt by a fault.
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Armed, ArmedKind } from '../faults/faults.ts'
import type { Network } from '../network.ts'
import { idIn } from './media-files.table.ts'
import type { MediaFile } from './media-files.table.ts'

/** Nobody signs in to download, so a fault for a number is felt by what was sent to it or uploaded by it. */
const strike = (
  network: Network,
  kind: ArmedKind,
  { meantFor, uploadedBy }: MediaFile,
): Armed | undefined => {
  const members = network.groups.find(meantFor)?.members.map(({ phone }) => phone) ?? [meantFor]
  for (const phone of [...members, uploadedBy]) {
    const armed = network.faults.strike(kind, phone)
    if (armed) return armed
  }
  return undefined
}

const damaged = (blob: Buffer): Buffer => {
  const broken = Buffer.from(blob)
  const at = broken.length >> 1
  broken[at] = (broken[at] ?? 0) ^ 0xff
  return broken
}

interface Span {
  readonly first: number
  /** Inclusive. */
  readonly last: number
}

/** `bytes=a-b` and `bytes=a-`; anything else means the whole file. */
const spanOf = (range: string | undefined, size: number): Span | undefined => {
  const match = /^bytes=(\d+)-(\d*)$/.exec(range ?? '')
  if (!match) return undefined
  const [, first = '', last = ''] = match
  return { first: Number(first), last: Math.min(last === '' ? size - 1 : Number(last), size - 1) }
}

const send = async (response: ServerResponse, body: Buffer, slowMs: number): Promise<void> => {
  if (slowMs === 0) {
    response.end(body)
    return
  }
  const half = body.length >> 1
  response.write(body.subarray(0, half))
  await wait(slowMs, undefined, { ref: false })
  response.end(body.subarray(half))
}

/** Answers 404 for paths the server never made or has lost. */
export const serveDownload = async (
  network: Network,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> => {
  const file = network.media.find(idIn(path) ?? '')
  if (!file || network.media.isLost(file.id)) {
    response.writeHead(404).end()
    return
  }
  const { id } = file
  const about = { phone: file.meantFor || file.uploadedBy }
  const gone = strike(network, 'media_gone', file)
  if (gone) {
    network.ledger.record('media_refused', about, { way: 'download', file: id, code: gone.value })
    response.writeHead(gone.value ?? 410).end()
    return
  }
  const stored = await readFile(network.media.fileOf(id))
  const whole = strike(network, 'media_damaged', file) ? damaged(stored) : stored
  const short = strike(network, 'media_short', file) !== undefined
  const span = spanOf(request.headers.range, whole.length)
  if (span && span.first >= whole.length) {
    response.writeHead(416, { 'content-range': `bytes */${whole.length}` }).end()
    return
  }
  const asked = span ? whole.subarray(span.first, span.last + 1) : whole
  const body = short ? asked.subarray(0, asked.length >> 1) : asked
  const slow = strike(network, 'media_slow', file)?.value ?? 0
  response.writeHead(span ? 206 : 200, {
    'content-type': 'application/octet-stream',
    'content-length': body.length,
    'accept-ranges': 'bytes',
    ...(span && { 'content-range': `bytes ${span.first}-${span.last}/${whole.length}` }),
  })
  if (request.method === 'HEAD') response.end()
  else await send(response, body, slow)
  network.ledger.record('media_served', about, { file: id, bytes: body.length, short })
}
