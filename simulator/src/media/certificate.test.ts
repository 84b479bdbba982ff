// Rules of the certificates: what we write by hand, OpenSSL reads and believes.
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openAuthority } from './authority.ts'

const NOW = Date.UTC(2026, 10, 23)

it('an authority vouches for a server with names and addresses', () => {
  const authority = openAuthority(mkdtempSync(join(tmpdir(), 'authority-')), NOW)
  const own = new X509Certificate(readFileSync(authority.caFile))
  const server = new X509Certificate(authority.issue(['localhost', '127.0.0.1']).cert)
  expect([own.ca, own.verify(own.publicKey)]).toEqual([true, true])
  expect([server.ca, server.checkIssued(own), server.verify(own.publicKey)]).toEqual([false, true, true])
  expect([server.checkHost('localhost'), server.checkIP('127.0.0.1')]).toEqual(['localhost', '127.0.0.1'])
  expect(server.checkHost('example.com')).toBeUndefined()
  expect(server.validFromDate.getTime()).toBeLessThan(NOW)
})

it('an authority is made once for a folder, and another folder has another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'))
  const first = readFileSync(openAuthority(folder, NOW).caFile)
  const again = openAuthority(folder, NOW)
  expect(readFileSync(again.caFile)).toEqual(first)
  expect(
    new X509Certificate(again.issue(['localhost']).cert).verify(new X509Certificate(first).publicKey),
  ).toBe(true)
  const other = openAuthority(mkdtempSync(join(tmpdir(), 'authority-')), NOW)
  expect(new X509Certificate(readFileSync(other.caFile)).subject).not.toBe(new X509Certificate(first).subject)
})
