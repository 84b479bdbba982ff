// Brings the whole house up in order: packages, Postgres, NATS, tables, page, simulator, services, demo workspace.
import { existsSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runNode } from './commands.mjs'
import { demoWorkspace, isEmptyLog } from './demo.mjs'
import { installDependencies } from './install.mjs'
import { localNats } from './nats.mjs'
import { inRepository, localFolder } from './paths.mjs'
import { isFree, rememberedPort } from './ports.mjs'
import { lastLines } from './postgres-cluster.mjs'
import { localPostgres } from './postgres.mjs'
import { stopProcess } from './processes.mjs'
import { localSecrets } from './secrets.mjs'
import { launch, servicesOf } from './services.mjs'
import { step, StepFailure } from './steps.mjs'
import { Supervisor } from './supervisor.mjs'
import { buildWeb } from './web-build.mjs'

const readyWithinMs = 90_000
const largestLogBytes = 20_000_000

/**
 * Starts everything. `begun` is called as soon as there is something to stop. Resolves to `{ facts, stop }`, the
 * facts being what .local/ready.json holds.
 */
export async function startHouse(processes, say, begun) {
  const port = gatewayPort()
  const supervisor = new Supervisor(processes, say)
  begun({ stop: () => supervisor.stopAll() })

  await stopOrphans(processes)
  await step('dependencies', installDependencies)
  await checkPort(port)
  trimLogs()
  const secrets = localSecrets()
  const postgres = await step('Postgres', () =>
    bringUp(supervisor, 'postgres', 0, () => localPostgres(secrets)),
  )
  const nats = await step('NATS', () => bringUp(supervisor, 'nats', 1, localNats))
  await step('tables', () => migrate(postgres.url))
  await step('web app', buildWeb)
  const empty = await isEmptyLog(nats.url)
  const simulator = await step('simulator', () => startSimulator(supervisor))
  await step('services', () =>
    startServices(supervisor, { databaseUrl: postgres.url, natsUrl: nats.url, port, secrets, simulator }),
  )
  supervisor.watch()
  const url = `http://localhost:${port}`
  const demo = await step('demo workspace', () => demoWorkspace({ empty, url, simulatorUrl: simulator?.url }))
  const { email, password, apiKey, templateId, workspaceId } = demo
  const facts = { url, email, password, apiKey, templateId, simulatorUrl: simulator?.url, workspaceId }
  return { facts, stop: () => supervisor.stopAll() }
}

function gatewayPort() {
  const port = Number(process.env.PORT || 1212)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new StepFailure(
    'PORT is not a port number.',
    'Set PORT to a number between 1 and 65535, or leave it out for 1212.',
  )
}

async function checkPort(port) {
  if (await isFree(port)) return
  throw new StepFailure(
    `Port ${port} is in use by another program.`,
    `Stop that program, or choose another port: PORT=${port + 1} npm start`,
  )
}

/** What a killed run left behind still holds ports, leases and consumers: it is stopped before anything starts. */
async function stopOrphans(processes) {
  const names = processes.names().filter((name) => name !== 'start')
  const services = names.filter((name) => name !== 'postgres' && name !== 'nats')
  const stopped = (await Promise.all(services.map((name) => stopProcess(processes.get(name))))).filter(
    Boolean,
  )
  for (const name of ['nats', 'postgres']) {
    const known = processes.get(name)
    if (known && (await stopProcess(known, { signal: name === 'postgres' ? 'SIGINT' : 'SIGTERM' })))
      stopped.push(true)
  }
  for (const name of names) processes.forget(name)
  if (stopped.length > 0)
    await step('a killed run', () => `stopped ${stopped.length} processes it left behind`)
}

async function bringUp(supervisor, name, stage, find) {
  const server = await find()
  if (server.launch) await supervisor.keep(name, stage, server.launch, server.stop)
  await server.prepare?.()
  return server
}

async function migrate(databaseUrl) {
  const { code, output } = await runNode([inRepository('scripts', 'migrate.ts')], {
    env: { DATABASE_URL: databaseUrl },
  })
  if (code === 0) return output.trim().split('\n').at(-1)
  throw new StepFailure(
    'The tables could not be brought up to date.',
    'Read the lines above; nothing of the failed step was kept.',
    output,
  )
}

async function startSimulator(supervisor) {
  const entry = 'simulator/src/main.ts'
  if (!existsSync(inRepository(entry))) return null
  const port = await rememberedPort('simulator')
  const env = { ...process.env, SIMULATOR_PORT: String(port), SIMULATOR_DATA: localFolder('simulator') }
  await supervisor.keep('simulator', 2, async () => launch('simulator', entry, env))
  const info = await waitFor(supervisor, 'simulator', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/info`)
    return answer.ok ? answer.json() : null
  })
  return { ...info, note: info.url }
}

async function startServices(supervisor, house) {
  const services = await servicesOf(house)
  await Promise.all(
    services.map((service) =>
      supervisor.keep(service.name, service.name === 'gateway' ? 4 : 3, service.launch),
    ),
  )
  await Promise.all(
    services.map(({ name, healthPort }) =>
      waitFor(supervisor, name, async () => (await fetch(`http://127.0.0.1:${healthPort}/readyz`)).ok),
    ),
  )
  return services.map((service) => service.name).join(', ')
}

/** Polls until `ask` answers something; says why when the process ends first, or does not get ready. */
async function waitFor(supervisor, name, ask) {
  const deadline = Date.now() + readyWithinMs
  while (Date.now() < deadline) {
    const answer = await ask().catch(() => null)
    if (answer) return answer
    const why = supervisor.ended(name)
    if (why) throw notReady(`${name} does not start: ${why}.`, name)
    await sleep(50)
  }
  throw notReady(`${name} is not ready after ${readyWithinMs / 1000} s.`, name)
}

const notReady = (message, name) =>
  new StepFailure(
    message,
    `Read the lines above (the end of ${join(localFolder('logs'), `${name}.log`)}), then try again.`,
    lastLines(join(localFolder('logs'), `${name}.log`)),
  )

/** Logs of earlier runs are kept, but not for ever. */
function trimLogs() {
  const folder = localFolder('logs')
  for (const name of readdirSync(folder)) {
    if (statSync(join(folder, name)).size > largestLogBytes) truncateSync(join(folder, name))
  }
}
