// Proves how the web app and the docs are served, and what browsers are told they may do.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type House } from './house.ts'
import { problem } from './shop.ts'

let house: House
let url: string
let port: number
let root: string

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'web-root-'))
  await mkdir(path.join(root, 'assets'))
  await writeFile(path.join(root, 'index.html'), '<!doctype html><title>app</title>')
  await writeFile(path.join(root, 'assets', 'index-abc123.js'), 'export {}')
  await writeFile(path.join(root, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  house = await startHouse()
  ;({ url, port } = await house.startGateway({ WEB_ROOT: root }))
})
afterAll(async () => {
  await house[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('web app', () => {
  it('serves its page at every address a person may open', async () => {
    for (const address of ['/', '/chat/0199', '/settings?tab=keys', '/appetite']) {
      const response = await fetch(url + address, { headers: page })
      expect(response.status).toBe(200)
      expect(await response.text()).toContain('<title>app</title>')
      expect(response.headers.get('cache-control')).toBe('no-cache')
    }
  })

  it('keeps files with a hash in the name for ever', async () => {
    const response = await fetch(`${url}/assets/index-abc123.js`)
    expect(response.headers.get('content-type')).toContain('javascript')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await fetch(`${url}/icon.svg`)).headers.get('cache-control')).toBe('no-cache')
  })

  it('answers a problem for files, programs and commands that are not there', async () => {
    for (const address of ['/assets/gone-1.js', '/app/nothing', '/live/x', '/openapi.json/x']) {
      const headers = address.startsWith('/assets') ? { accept: '*/*' } : page
      expect(await problem(await fetch(url + address, { headers }))).toMatchObject({ code: 'not_found' })
    }
    const posted = await fetch(`${url}/chat`, { method: 'POST', headers: page })
    expect(await problem(posted)).toMatchObject({ code: 'not_found', status: 404 })
  })

  it('never leaves its folder', async () => {
    for (const address of [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/assets/..%5c..%5cx',
    ]) {
      expect([400, 403, 404]).toContain(await statusOf(address))
    }
  })
})

describe('what browsers may do', () => {
  it('is nothing that is not ours, and nothing inline', async () => {
    for (const address of ['/', '/assets/index-abc123.js', '/app/me', '/nothing', '/sendWhatsappMessage']) {
      const { headers } = await fetch(url + address)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('strict-transport-security')).toBeNull()
    }
  })

  it('may be inline at /docs only', async () => {
    const response = await fetch(`${url}/docs/`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self' 'unsafe-inline'")
    expect((await fetch(`${url}/docs/js/scalar.js`)).status).toBe(200)
  })

  it('keeps to https once it came by https, when the proxy is one we believe', async () => {
    const forwarded = { 'x-forwarded-proto': 'https' }
    expect((await fetch(url, { headers: forwarded })).headers.get('strict-transport-security')).toBeNull()
    const behind = await house.startGateway({ TRUST_PROXY: '127.0.0.1' })
    const { headers } = await fetch(behind.url, { headers: forwarded })
    expect(headers.get('strict-transport-security')).toContain('max-age=')
  })

  it('keeps a plain cookie where no Secure one can be kept', async () => {
    const tenant = house.addTenant()
    const names = async (gateway: string, headers: Record<string, string>) =>
      (await signInAt(gateway, tenant.account.email, headers)).map((cookie) => cookie.split('=')[0])
    expect(await names(url, {})).toEqual(['__Host-indoshopster'])
    expect(await names(url, { host: 'chat.toko.example:1212' })).toEqual(['indoshopster'])
    const behind = await house.startGateway({ TRUST_PROXY: 'all' })
    const proxied = { host: 'chat.toko.example', 'x-forwarded-proto': 'https' }
    expect(await names(behind.url, proxied)).toEqual(['__Host-indoshopster'])
  })
})

/** fetch tidies paths and forbids a Host header; these two do not. */
function statusOf(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest({ port, path: address }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

function signInAt(gateway: string, email: string, headers: Record<string, string>): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
    httpRequest(`${gateway}/app/sign-in`, options, (response) => {
      response.resume()
      resolve(response.headers['set-cookie'] ?? [])
    })
      .on('error', reject)
      .end(JSON.stringify({ email, password: 'x' }))
  })
}
