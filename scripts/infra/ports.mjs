// Chooses free ports of this machine, and remembers them so that a second run uses the same ones.
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { localFolder } from './paths.mjs'

/** Whether nothing listens on this port of the loopback address. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** Below the ports that systems give to connections on their way out, one of which could take it before it is used. */
const lowest = 20_000
const highest = 32_000
const tries = 20

/** A port nothing listens on now; the system's choice where chance finds none. */
export async function freePort() {
  for (let left = tries; left > 0; left--) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (await isFree(port)) return port
  }
  return systemsPort()
}

function systemsPort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** The port remembered under this name, or a free one chosen now; a remembered port taken by others is replaced. */
export async function rememberedPort(name) {
  const file = join(localFolder(), 'ports.json')
  let ports = {}
  try {
    ports = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // The first run has no file yet.
  }
  if (!ports[name] || !(await isFree(ports[name]))) {
    ports[name] = await freePort()
    writeFileSync(file, JSON.stringify(ports, null, 2))
  }
  return ports[name]
}
