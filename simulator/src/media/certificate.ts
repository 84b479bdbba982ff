// Issues X.509 certificates with P-256 keys, which node:crypto can read but not make.
import { randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { bits, octets, oid, part, positive, sequence, set, time, tlv, utf8, yes } from './der.ts'

export interface Request {
  readonly subject: string
  readonly subjectKey: KeyObject
  readonly issuer: string
  /** The issuer's private key; the subject's own for an authority. */
  readonly issuerKey: KeyObject
  readonly from: Date
  readonly until: Date
  /** Names and IPv4 addresses of a server; none makes it an authority. */
  readonly names: readonly string[]
}

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))
/** Version 3, counted from 0. */
const V3 = part(0, tlv(0x02, Buffer.from([2])))
const CERT_SIGN = bits(Buffer.from([0b0000_0100]), 2)
const DIGITAL_SIGNATURE = bits(Buffer.from([0b1000_0000]), 7)
const SERVER_AUTH = oid('1.3.6.1.5.5.7.3.1')

const commonName = (name: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), utf8(name))))

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  sequence(oid(id), ...(critical ? [yes] : []), octets(value))

const alternativeName = (name: string): Buffer =>
  isIPv4(name) ? tlv(0x87, Buffer.from(name.split('.').map(Number))) : tlv(0x82, Buffer.from(name))

const extensions = (names: readonly string[]): Buffer[] =>
  names.length === 0
    ? [extension('2.5.29.19', true, sequence(yes)), extension('2.5.29.15', true, CERT_SIGN)]
    : [
        extension('2.5.29.19', true, sequence()),
        extension('2.5.29.15', true, DIGITAL_SIGNATURE),
        extension('2.5.29.37', false, sequence(SERVER_AUTH)),
        extension('2.5.29.17', false, sequence(...names.map(alternativeName))),
      ]

/** The certificate as PEM. */
export const issueCertificate = (request: Request): string => {
  const { subject, subjectKey, issuer, issuerKey, from, until, names } = request
  const body = sequence(
    V3,
    positive(randomBytes(16)),
    ECDSA_SHA256,
    commonName(issuer),
    sequence(time(from), time(until)),
    commonName(subject),
    subjectKey.export({ type: 'spki', format: 'der' }),
    part(3, sequence(...extensions(names))),
  )
  const der = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, issuerKey)))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
