// w:m: a linked device asks where media is uploaded, and gets a pass for it.
import { child, node, result } from '../wire/nodes.ts'
import type { Answer } from './query.ts'

const PASS_SECONDS = 3600
const MAX_BYTES = 2 ** 31

export const answerMedia: Answer = ({ network, from, iq }) => {
  if (!child(iq, 'media_conn')) return undefined
  const attrs = { auth: network.uploadPasses.issue(from), ttl: String(PASS_SECONDS), max_buckets: '12' }
  const host = { hostname: network.mediaHost(), maxContentLengthBytes: String(MAX_BYTES) }
  return result(iq, [node('media_conn', attrs, [node('host', host)])])
}
