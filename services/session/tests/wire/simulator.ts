// Starts the simulated WhatsApp as the program it is and talks to it over HTTP, for tests of the wire side.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { environment } from './wire.config.ts'

interface LedgerEntry {
  readonly seq: number
  readonly kind: string
  readonly id: string | null
  readonly phone: string | null
}

interface SimulatedMessage {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly text: string
  readonly status: string
}

interface Summary {
  readonly kinds: Readonly<Record<string, number>>
  readonly waiting: number
  readonly nacks: Readonly<Record<string, number>>
  readonly retryReceipts: number
  readonly undecryptableByContact: number
  readonly reusedKeys: number
}

export interface Simulator extends AsyncDisposable {
  readonly wsUrl: string
  readonly rootKey: string
  readonly mediaHost: string
  /** Any call of its API. */
  call(method: string, route: string, body?: unknown): Promise<unknown>
  addPhone(phone: string, name: string): Promise<void>
  lidOf(phone: string): Promise<string>
  /** Tries the QR until the phone has linked the device. */
  scan(phone: string, qr: string): Promise<void>
  /** Answers the message's id on the wire. */
  write(
    from: string,
    to: string,
    text: string,
    over?: { addressing?: 'lid' | 'pn'; id?: string },
  ): Promise<string>
  messages(phone: string, peer: string): Promise<SimulatedMessage[]>
  read(phone: string, peer: string): Promise<void>
  fault(fault: Readonly<Record<string, unknown>>): Promise<void>
  clearFaults(): Promise<void>
  /** The numbers of the devices linked to a phone. */
  devicesOf(phone: string): Promise<number[]>
  /** The phone's owner unlinks every device. */
  unlinkAll(phone: string): Promise<void>
  ledger(kind: string): Promise<LedgerEntry[]>
  summary(phone?: string): Promise<Summary>
}

const entry = path.join(import.meta.dirname, '../../../../simulator/src/main.ts')

export async function startSimulator(): Promise<Simulator> {
  const folder = await mkdtemp(path.join(tmpdir(), 'session-wire-'))
  const child = spawn(process.execPath, [entry], {
    env: { ...environment, SIMULATOR_PORT: '0', SIMULATOR_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString()))
    child.once('exit', (code) => reject(new Error(`The simulator ended at once, with code ${code}.`)))
  })
  // The simulator's first line is this object.
  const { url, wsUrl, rootKey, mediaHost, caFile } = JSON.parse(line) as Record<
    'url' | 'wsUrl' | 'rootKey' | 'mediaHost' | 'caFile',
    string
  >
  // From here on this process believes the simulator's media server.
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(caFile, 'utf8')])

  async function call(method: string, route: string, body?: unknown): Promise<unknown> {
    const response = await fetch(url + route, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  async function devicesOf(phone: string): Promise<number[]> {
    const { devices } = (await call('GET', `/api/phones/${phone}`)) as { devices: { device: number }[] }
    return devices.map(({ device }) => device)
  }

  return {
    devicesOf,
    async unlinkAll(phone) {
      for (const device of await devicesOf(phone))
        await call('DELETE', `/api/phones/${phone}/devices/${device}`)
    },
    wsUrl,
    rootKey,
    mediaHost,
    call,
    async addPhone(phone, name) {
      await call('POST', '/api/phones', { phone, name })
    },
    async lidOf(phone) {
      const { lid } = (await call('GET', `/api/phones/${phone}`)) as { lid: string }
      return lid.endsWith('@lid') ? lid : `${lid}@lid`
    },
    async scan(phone, qr) {
      await call('POST', `/api/phones/${phone}/scan`, { qr })
    },
    async write(from, to, text, over = {}) {
      const { id } = (await call('POST', `/api/phones/${from}/messages`, { to, text, ...over })) as {
        id: string
      }
      return id
    },
    async messages(phone, peer) {
      return (await call('GET', `/api/phones/${phone}/messages?peer=${peer}`)) as SimulatedMessage[]
    },
    async read(phone, peer) {
      await call('POST', `/api/phones/${phone}/read`, { peer })
    },
    async fault(fault) {
      await call('POST', '/api/faults', fault)
    },
    async clearFaults() {
      await call('DELETE', '/api/faults')
    },
    async ledger(kind) {
      return (await call('GET', `/api/ledger?kind=${kind}&limit=10000`)) as LedgerEntry[]
    },
    async summary(phone) {
      return (await call('GET', `/api/ledger/summary${phone ? `?phone=${phone}` : ''}`)) as Summary
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}
