// Runs a session that is killed again and again while people write and it sends, and counts what became of it all.
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { FromRunner, RunnerSettings, ToRunner } from './runner-messages.ts'
import { environment } from './wire.config.ts'
import { eventually, ourPhone, type WireHouse } from './wire-house.ts'

export const runners = {
  seam: path.join(import.meta.dirname, 'kill-runner.ts'),
  stock: path.join(import.meta.dirname, '../../src/whatsapp/baileys/tests/stock-runner.ts'),
}

const customers = ['6281200000002', '6281200000003', '6281200000004']

export interface KillCount {
  readonly kills: number
  /** Texts in the order they were written to us, and as they stand in the log. */
  readonly written: readonly string[]
  readonly logged: readonly string[]
  /** Texts we sent, and those the customers have, each as often as they have it. */
  readonly sent: readonly string[]
  readonly arrived: readonly string[]
}

interface Run {
  readonly child: ChildProcess
  readonly exited: Promise<void>
  readonly online: Promise<void>
  alive(): boolean
}

/** One run per failpoint (`point:nth`, or `random`), then one without any until everything has come to rest. */
export async function killAgainAndAgain(
  house: WireHouse,
  runner: string,
  failpoints: readonly string[],
  compose: (text: string) => Uint8Array,
  restWithinMs: number,
): Promise<KillCount> {
  const { simulator } = house
  const written: string[] = []
  const sends = new Map<string, ToRunner & { readonly text: string; acknowledged: boolean }>()
  const addresses = new Map<string, string>()
  for (const [index, customer] of customers.entries()) {
    await simulator.addPhone(customer, `Pelanggan ${index}`)
    addresses.set(customer, await simulator.lidOf(customer))
  }

  function start(failpoint: string): Run {
    const settings: RunnerSettings = {
      databaseUrl: house.databaseUrl,
      natsUrl: house.natsUrl,
      masterKey: house.masterKey.toString('hex'),
      wsUrl: simulator.wsUrl,
      rootKey: simulator.rootKey,
      sessionId: house.fence().sessionId,
      workspace: house.fence().workspace,
      failpoint: failpoint === 'random' ? '' : failpoint,
    }
    const child = fork(runner, { env: { ...environment, RUNNER: JSON.stringify(settings) }, execArgv: [] })
    const { promise: online, resolve: tellOnline } = Promise.withResolvers<void>()
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.on('message', (message) => {
      // Our own program tells only these.
      const told = message as FromRunner
      if (told.kind === 'qr') simulator.scan(ourPhone, told.text).catch(() => undefined)
      if (told.kind === 'online') {
        tellOnline()
        for (const send of sends.values()) if (!send.acknowledged) child.send(send, () => undefined)
      }
      const send = told.kind === 'acknowledged' ? sends.get(told.wireId) : undefined
      if (send) send.acknowledged = true
    })
    return { child, exited, online, alive: () => child.exitCode === null && child.signalCode === null }
  }

  async function writeSome(run: Run, count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const customer = customers[written.length % customers.length] ?? ''
      const text = `masuk ${written.length}`
      written.push(text)
      await simulator.write(customer, ourPhone, text, { addressing: written.length % 2 ? 'lid' : 'pn' })
      if (index % 3 === 0) sendOne(run, customer)
    }
  }

  function sendOne(run: Run, customer: string): void {
    const text = `keluar ${sends.size}`
    const wireId = `3EB0${randomBytes(9).toString('hex').toUpperCase()}`
    const composed = Buffer.from(compose(text)).toString('base64')
    const address = addresses.get(customer) ?? ''
    const send = { kind: 'relay' as const, address, wireId, composed, text, acknowledged: false }
    sends.set(wireId, send)
    if (run.alive()) run.child.send(send, () => undefined)
  }

  const first = start('')
  await first.online
  await writeSome(first, 6)
  await eventually(async () => (await simulator.summary()).waiting === 0, restWithinMs)
  first.child.kill('SIGKILL')
  await first.exited

  for (const failpoint of failpoints) {
    const run = start(failpoint)
    await Promise.race([run.online, run.exited])
    if (failpoint === 'random') setTimeout(() => run.child.kill('SIGKILL'), 20 + Math.random() * 150)
    const deadline = Date.now() + 5000
    while (run.alive() && Date.now() < deadline) {
      await writeSome(run, 3)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    run.child.kill('SIGKILL')
    await run.exited
    // Some wait at the server while nobody is there.
    await writeSome(run, 3)
  }

  const last = start('')
  await last.online
  await writeSome(last, 6)
  // Without the seam it may never come to rest; the counts tell.
  await eventually(async () => {
    const { waiting } = await simulator.summary(ourPhone)
    return waiting === 0 && [...sends.values()].every((send) => send.acknowledged)
  }, restWithinMs).catch(() => undefined)
  last.child.kill('SIGKILL')
  await last.exited

  const arrived = []
  for (const customer of customers) {
    for (const message of await simulator.messages(customer, ourPhone)) {
      if (message.direction === 'in') arrived.push(message.text)
    }
  }
  return {
    kills: failpoints.length + 1,
    written,
    logged: await loggedTexts(house),
    sent: [...sends.values()].map((send) => send.text),
    arrived,
  }
}

async function loggedTexts(house: WireHouse): Promise<string[]> {
  return (await house.events()).map((event) =>
    event.type === 'session.message_received.v1' && event.data.sealed?.content.kind === 'text'
      ? event.data.sealed.content.text
      : event.type,
  )
}
