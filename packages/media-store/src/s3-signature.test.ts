// Proves the signature, also against an example that AWS publishes.
import { expect, test } from 'vitest'
import { signedHeaders } from './s3-signature.ts'

const keys = {
  accessKey: 'AKIAIOSFODNN7EXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
}
const url = new URL('https://examplebucket.s3.amazonaws.com/a/0')
const at = Date.UTC(2013, 4, 24)
const sign = (body: string) => signedHeaders(keys, { method: 'PUT', url, body: Buffer.from(body) }, at)

test('signature › names scope, signed headers and the hash of the body', () => {
  const headers = sign('')
  expect(headers['x-amz-date']).toBe('20130524T000000Z')
  expect(headers['x-amz-content-sha256']).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  )
  expect(headers['authorization']).toContain(
    'Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
      'SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=',
  )
})

test('signature › changes with the body, the name and the secret', () => {
  const signatures = [
    sign(''),
    sign('x'),
    signedHeaders(keys, { method: 'PUT', url: new URL('/b', url), body: Buffer.alloc(0) }, at),
    signedHeaders({ ...keys, secretKey: 'other' }, { method: 'PUT', url, body: Buffer.alloc(0) }, at),
  ]
  expect(new Set(signatures.map((headers) => headers['authorization'])).size).toBe(4)
})

test('signature › is the one AWS publishes for its example "GET Bucket Lifecycle"', () => {
  const lifecycle = new URL('https://examplebucket.s3.amazonaws.com/?lifecycle=')
  const headers = signedHeaders(keys, { method: 'GET', url: lifecycle, body: Buffer.alloc(0) }, at)
  expect(headers['authorization']).toContain(
    'Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  )
})
