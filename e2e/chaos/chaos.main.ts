// Runs chaos as long as asked: npm run chaos -- --minutes 20 --seed 7 [--kills 100] [--rate 20] [--without-seam]
import { parseArgs } from 'node:util'
import { startStores } from '../../scripts/testing/own-stores.ts'
import { reportTable } from './report-table.ts'
import { runChaos } from './run-chaos.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string' },
    /** Without it: five a minute. */
    kills: { type: 'string' },
    /** Messages each way and second. */
    rate: { type: 'string', default: '15' },
    'without-seam': { type: 'boolean', default: false },
  },
})
const minutes = Number(values.minutes)
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
const kills = values.kills === undefined ? Math.ceil(minutes * 5) : Number(values.kills)
const perSecond = Number(values.rate)
if (![minutes, seed, kills, perSecond].every((value) => Number.isFinite(value) && value > 0)) {
  process.stderr.write('chaos: --minutes, --seed, --kills and --rate are numbers above 0.\n')
  process.exit(2)
}
const say = (line: string) => process.stdout.write(`${line}\n`)
const seam = values['without-seam'] ? 'WITHOUT the intake seam' : 'with the intake seam'
say(`chaos for ${minutes} min, seed ${seed}, ${kills} kills, ${perSecond}/s each way, ${seam}`)
await using stores = await startStores()
const report = await runChaos({
  stores,
  seconds: minutes * 60,
  seed,
  kills,
  perSecond,
  say,
  ...(values['without-seam'] ? { sessionEntry: 'services/session/tests/wire/stock-session.main.ts' } : {}),
})
say(reportTable(report))
process.exitCode = report.clean ? 0 : 1
