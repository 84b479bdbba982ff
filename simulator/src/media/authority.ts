// The certificate authority of one data directory: made at its first start, it vouches for the media server.
import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { issueCertificate } from './certificate.ts'

export interface Authority {
  /** The PEM that clients must trust. */
  readonly caFile: string
  /** A fresh key and certificate for a server with these names. */
  issue(names: readonly string[]): { readonly key: string; readonly cert: string }
}

const DAY_MS = 86_400_000
const VALID_MS = 3650 * DAY_MS

/** Whole or not at all, also when the process dies half-way. */
const writeWhole = (file: string, content: string): void => {
  writeFileSync(`${file}.new`, content, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** `now` in milliseconds since 1970; certificates are valid from a day before it for ten years. */
export const openAuthority = (dataDir: string, now: number): Authority => {
  const caFile = join(dataDir, 'media-ca.pem')
  const keyFile = join(dataDir, 'media-ca.key')
  const validity = { from: new Date(now - DAY_MS), until: new Date(now + VALID_MS) }
  if (!existsSync(caFile)) {
    const { privateKey, publicKey } = newKeys()
    // A name of its own: a client may trust the authorities of several simulators at once.
    const name = `WhatsApp simulator ${randomBytes(4).toString('hex')}`
    const own = { subject: name, subjectKey: publicKey, issuer: name, issuerKey: privateKey }
    writeWhole(keyFile, String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
    writeWhole(caFile, issueCertificate({ ...own, ...validity, names: [] }))
  }
  const issuerKey = createPrivateKey(readFileSync(keyFile))
  const issuer = new X509Certificate(readFileSync(caFile)).subject.replace(/^CN=/, '')
  return {
    caFile,
    issue: (names) => {
      const { privateKey, publicKey } = newKeys()
      const server = { subject: 'media server', subjectKey: publicKey, names }
      return {
        key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
        cert: issueCertificate({ ...server, ...validity, issuer, issuerKey }),
      }
    },
  }
}
