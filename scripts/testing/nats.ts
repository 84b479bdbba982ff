// Gives an integration test a nats-server of its own, so that its stream EVENTS is nobody else's.
import { inject } from 'vitest'
import { startTestNatsServer, type TestServer } from '../infra/test-run.mjs'

export interface TestNats extends AsyncDisposable {
  /** Address for `connect({ servers: url })`. */
  readonly url: string
  /** The server's process, for `process.kill(server.pid, 'SIGKILL')` and `server.startAgain()`. */
  readonly server: TestServer
  stop(): Promise<void>
}

/** Starts an empty server with JetStream; takes about 50 ms. Stop it in `afterAll` or hold it with `await using`. */
export async function startTestNats(): Promise<TestNats> {
  const server = await startTestNatsServer(inject('testFolder'), inject('natsServerPath'))
  const stop = async () => {
    await server.stop()
  }
  return { url: `nats://127.0.0.1:${server.port}`, server, stop, [Symbol.asyncDispose]: stop }
}
