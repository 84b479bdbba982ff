// npm start: brings up everything the product needs on this machine, and keeps it running until Ctrl-C.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startHouse } from './infra/house.mjs'
import { localFolder, stateFolder } from './infra/paths.mjs'
import { ProcessList, isAlive, startTimeOf } from './infra/processes.mjs'
import { bold, dim, green, printFailure, secondsSince, step, StepFailure } from './infra/steps.mjs'

const readyFile = join(localFolder(), 'ready.json')
const processes = new ProcessList(join(localFolder(), 'processes.json'))
const startedAt = Date.now()
let house = null
let ending = null

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0))

try {
  console.log(bold('\nIndoshopster Chat: npm start\n'))
  claim()
  house = await startHouse(
    processes,
    (line) => console.log(`  ${dim(new Date().toLocaleTimeString('en-GB'))} ${line}`),
    (begun) => (house = begun),
  )
  if (!ending) show(house.facts)
} catch (error) {
  if (!ending) {
    printFailure(error)
    await end(1)
  }
}

/** One run per checkout: two would fight over its ports and data. */
function claim() {
  const other = processes.get('start')
  if (other && other.pid !== process.pid && isAlive(other)) {
    throw new StepFailure(
      `npm start already runs here (process ${other.pid}).`,
      `Use that one${addressOf()}, or stop it first with Ctrl-C in its terminal or: kill ${other.pid}`,
    )
  }
  rmSync(readyFile, { force: true })
  processes.remember('start', process.pid)
}

function addressOf() {
  try {
    return ` at ${JSON.parse(readFileSync(readyFile, 'utf8')).url}`
  } catch {
    return ''
  }
}

function show(facts) {
  writeFileSync(readyFile, JSON.stringify(facts, null, 2), { mode: 0o600 })
  const lines = [
    ['Open', bold(facts.url)],
    [
      'Sign in',
      facts.email
        ? `${facts.email}   password: ${facts.password}`
        : 'with an account of yours (the database was not empty)',
    ],
    ...(facts.apiKey
      ? [
          ['API key', facts.apiKey],
          ['Template id', String(facts.templateId)],
        ]
      : []),
    ['API reference', `${facts.url}/docs`],
    ...(facts.simulatorUrl ? [['Simulated phones', facts.simulatorUrl]] : []),
    ['Logs', join(stateFolder, 'logs')],
    ['Stop', 'Ctrl-C (the next npm start goes on with the same data; npm run reset starts afresh)'],
  ]
  console.log(`\n${green(bold('Indoshopster Chat is ready'))} ${dim(`after ${secondsSince(startedAt)}`)}\n`)
  for (const [name, value] of lines) console.log(`  ${name.padEnd(18)}${value}`)
  console.log('')
}

/** Stops everything in order, once; a second Ctrl-C waits for the first. */
function end(code) {
  ending ??= (async () => {
    rmSync(readyFile, { force: true })
    if (house) {
      console.log('')
      await step('stopping everything', () => house.stop()).catch(printFailure)
    }
    const mine = processes.get('start')
    if (mine?.pid === process.pid && mine.startTime === startTimeOf(process.pid)) processes.forget('start')
    process.exit(code)
  })()
  return ending
}
