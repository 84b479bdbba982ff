// Owns signing a request for S3-compatible stores: AWS Signature Version 4, in its simplest form. Pure but for hashing.
import { createHash, createHmac } from 'node:crypto'

export interface S3Keys {
  readonly accessKey: string
  readonly secretKey: string
  readonly region: string
}

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: Uint8Array | string, text: string) => createHmac('sha256', key).update(text).digest()

/** The headers that sign a request. `url` is encoded already, its query sorted and every name followed by `=`; `at` in ms since the epoch. */
export function signedHeaders(
  keys: S3Keys,
  request: { readonly method: string; readonly url: URL; readonly body: Uint8Array },
  at: number,
): Record<string, string> {
  const time = new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = `${time.slice(0, 8)}/${keys.region}/s3/aws4_request`
  const payload = sha256(request.body)
  const headers = { host: request.url.host, 'x-amz-content-sha256': payload, 'x-amz-date': time }
  const names = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  const canonical = [
    request.method,
    request.url.pathname,
    request.url.search.slice(1),
    lines.join(''),
    names,
    payload,
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  const [date = '', region = '', service = '', end = ''] = scope.split('/')
  const key = [region, service, end].reduce(hmac, hmac(`AWS4${keys.secretKey}`, date))
  const signature = hmac(key, toSign).toString('hex')
  return {
    'x-amz-content-sha256': payload,
    'x-amz-date': time,
    authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  }
}
