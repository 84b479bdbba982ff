// Does an append that was answered "not stored" stay out of the log, also when the connection comes back slowly?
import { createServer, connect as connectTcp, type AddressInfo, type Socket } from 'node:net'
import { LogUnavailableError } from '@indoshopster/event-log/append'
import { openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { happened, quiet, startTestLog, type TestLog, to, workspace } from './log.setup.ts'

let test_: TestLog
beforeAll(async () => {
  test_ = await startTestLog()
})
afterAll(async () => {
  await test_[Symbol.asyncDispose]()
})

/** A door to the server that can be shut, and that lets nobody through for a while after it opens. */
async function startDoor(port: number) {
  const open = new Set<Socket>()
  let holdMs = 0
  const door = createServer((client) => {
    const server = connectTcp(port, '127.0.0.1')
    for (const socket of [client, server]) {
      open.add(socket)
      socket.on('error', () => {})
    }
    client.pipe(server)
    setTimeout(() => server.pipe(client), holdMs)
    client.on('close', () => server.destroy())
    server.on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  return {
    // A TCP server that listens has an address with a port.
    port: (door.address() as AddressInfo).port,
    slam(nextHoldMs: number) {
      holdMs = nextHoldMs
      for (const socket of open) socket.destroy()
    },
    close: () => door.close(),
  }
}

describe('append while the connection is down', () => {
  test('keeps nothing back that would be stored after it was refused', async () => {
    const door = await startDoor(test_.servers.server.port)
    const nats = await connectNats(`nats://127.0.0.1:${door.port}`, 'behind a door')
    const keyring = postgresKeyring(test_.pool, Buffer.alloc(32, 7))
    const ports = { now: () => Date.now(), newId: () => uuidv7() }
    const log = await openEventLog({ nats, keyring, source: 'test', logger: quiet, ports })
    const refused = { ...to, entity: uuidv7() }
    door.slam(1500)
    // Long enough for the client to knock again, too short for it to be let in.
    await new Promise((resolve) => setTimeout(resolve, 600))
    await expect(log.append(workspace, refused, happened(1), { patienceMs: 300 })).rejects.toThrow(
      LogUnavailableError,
    )
    const accepted = { ...to, entity: uuidv7() }
    await log.append(workspace, accepted, happened(2), { patienceMs: 20_000 })
    expect((await test_.log.readEntity({ workspace, ...accepted })).events).toHaveLength(1)
    expect((await test_.log.readEntity({ workspace, ...refused })).events).toHaveLength(0)
    await nats.close()
    door.close()
  })
})
