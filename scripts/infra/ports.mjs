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

/** A port nothing listens on now, chosen by the system. */
export function freePort() {
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
