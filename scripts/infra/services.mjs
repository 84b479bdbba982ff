// Lists the services of the house and how each process is started: its entry, its environment, its health port.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, inRepository, localFolder, pinnedNode, repositoryRoot } from './paths.mjs'
import { rememberedPort } from './ports.mjs'
import { spawnToLog } from './processes.mjs'
import { mediaEnvironment } from './trust.mjs'

/** One process for each entry; the session service runs once for each network. */
const programs = [
  { name: 'staff', entry: 'services/staff/src/main.ts' },
  { name: 'api-keys', entry: 'services/api-keys/src/main.ts' },
  { name: 'templating', entry: 'services/templating/src/main.ts' },
  { name: 'inbox', entry: 'services/inbox/src/main.ts' },
  { name: 'session-whatsapp', entry: 'services/session/src/main.ts', network: 'whatsapp' },
  { name: 'session-simulator', entry: 'services/session/src/main.ts', network: 'simulator' },
  { name: 'gateway', entry: 'services/gateway/src/main.ts' },
]

/**
 * The processes to start, in order: `{ name, healthPort, launch }`. `house` has what they need to know:
 * `{ databaseUrl, natsUrl, port, secrets, simulator }`, simulator being what its
 * `GET /api/info` says.
 */
export async function servicesOf(house) {
  const services = []
  for (const program of programs) {
    if (!existsSync(inRepository(program.entry))) continue
    const healthPort = await rememberedPort(`health-${program.name}`)
    const env = {
      ...environmentOf(house),
      HEALTH_PORT: String(healthPort),
      ...ownEnvironment(program, house),
    }
    services.push({
      name: program.name,
      healthPort,
      launch: async () => launch(program.name, program.entry, env),
    })
  }
  return services
}

/** Starts one TypeScript program of the house with the pinned Node; its output goes to `.local/logs/<name>.log`. */
export function launch(name, entry, env) {
  const logFile = join(localFolder('logs'), `${name}.log`)
  // A program that was killed is back sooner when it need not be compiled again.
  const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE || cacheFolder('compile-cache')
  return spawnToLog(pinnedNode, [inRepository(entry)], {
    logFile,
    cwd: repositoryRoot,
    env: { ...env, NODE_COMPILE_CACHE },
  })
}

/** What the person's environment holds (certificates, log level, collector of traces) reaches every service. */
function environmentOf({ databaseUrl, natsUrl, secrets }) {
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    NATS_URL: natsUrl,
    MASTER_KEY: process.env.MASTER_KEY || secrets.masterKey,
    API_KEY_PEPPER: process.env.API_KEY_PEPPER || secrets.apiKeyPepper,
    STAFF_SIGN_UP: process.env.STAFF_SIGN_UP || 'open',
  }
}

function ownEnvironment({ name, network }, { port, simulator }) {
  if (name === 'gateway') {
    return {
      PORT: String(port),
      WEB_ROOT: inRepository('web', 'dist'),
      NETWORKS: simulator ? 'whatsapp,simulator' : 'whatsapp',
      ...(simulator ? { SIMULATOR_URL: simulator.url } : {}),
    }
  }
  if (!network) return {}
  const own = { SESSION_NETWORK: network, SESSION_OWNER: `local-${network}` }
  return network === 'simulator' && simulator
    ? {
        ...own,
        WHATSAPP_URL: simulator.wsUrl,
        WHATSAPP_ROOT_KEY: simulator.rootKey,
        ...mediaEnvironment(simulator, localFolder('simulator')),
      }
    : own
}
