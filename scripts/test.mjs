// npm test: proves everything, quick parts first. `npm test -- lint unit` runs only some; a path narrows the tests.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './infra/chromium.mjs'
import { runNode, runTestRunner, toolPath } from './infra/commands.mjs'
import { installDependencies } from './infra/install.mjs'
import { natsServer } from './infra/nats-binary.mjs'
import { inRepository, cacheFolder } from './infra/paths.mjs'
import { sweepTestFolders } from './infra/test-run.mjs'
import { buildWeb } from './infra/web-build.mjs'
import { bold, green, printFailure, red, secondsSince, step, StepFailure } from './infra/steps.mjs'

const tool = (packageName, command, ...args) => [toolPath(packageName, command), ...args]

/** Each check: a name to select it by, a title, the command, and what to do when it fails. */
const checks = [
  [
    'format',
    'format',
    () =>
      tool(
        'prettier',
        'prettier',
        '--check',
        '--log-level=warn',
        '--cache',
        '--cache-strategy=content',
        `--cache-location=${join(cacheFolder('test'), 'prettier-cache')}`,
        '.',
      ),
    'npm run format',
  ],
  [
    'types',
    'types',
    () =>
      tool(
        'typescript',
        'tsc',
        '-p',
        'tsconfig.json',
        '--noEmit',
        '--incremental',
        '--tsBuildInfoFile',
        join(cacheFolder('test'), 'types.tsbuildinfo'),
      ),
    'Mend the types named above.',
  ],
  [
    'types',
    'types of the page',
    () =>
      existsSync(inRepository('web/tsconfig.json')) &&
      tool('turbo', 'turbo', 'run', 'typecheck', '--output-logs=errors-only'),
    'Mend the types named above.',
  ],
  [
    'lint',
    'lint',
    () => tool('oxlint', 'oxlint', '--deny-warnings', '-f', 'unix'),
    'Mend the lines named above.',
  ],
  [
    'lint',
    'lint of templates',
    () => tool('eslint', 'eslint', '--max-warnings=0', '--no-error-on-unmatched-pattern', 'web/**/*.vue'),
    'Mend the lines named above.',
  ],
  [
    'fences',
    'import fences',
    () => ['scripts/checks/fences.mjs'],
    'Move the code, or ask the other side over NATS; .dependency-cruiser.cjs says why each fence stands.',
  ],
  [
    'leftovers',
    'unused files and packages',
    () =>
      tool(
        'knip',
        'knip',
        '--no-progress',
        '--no-config-hints',
        '--include',
        'files,dependencies,unlisted,unresolved',
      ),
    'Remove what nothing uses, and declare what is used in the package.json beside it.',
  ],
  ['files', 'file rules', () => ['scripts/checks/file-rules.mjs'], 'Mend the files named above.'],
]

/** Each project: a name to select it by, a title, and how many files run at once: some wait, some compute. */
const projects = [
  ['unit', 'unit tests', 2],
  ['web', 'tests of the page', 2],
  ['integration', 'integration tests', 3],
  ['e2e', 'browser stories', 2],
]

/** Longest one project may take before it is ended and counted as failed. */
const projectLimitMs = 15 * 60_000

const names = new Set([...checks, ...projects].map(([name]) => name))
const selected = process.argv.slice(2).filter((word) => names.has(word))
const filters = process.argv.slice(2).filter((word) => !names.has(word))
const wanted = (name) => selected.length === 0 || selected.includes(name)

const startedAt = Date.now()
const sum = { passed: 0, failed: 0 }

try {
  await main()
} catch (error) {
  printFailure(error)
  sum.failed += 1
}
console.log(`\n${secondsSince(startedAt)}`)
console.log(`${sum.passed} passed, ${sum.failed} failed`)
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0

async function main() {
  console.log(bold('\nIndoshopster Chat: npm test\n'))
  await step('dependencies', installDependencies)
  await runChecks(checks.filter(([name]) => wanted(name)))
  if (sum.failed > 0) {
    console.error(`\n${red('The tests were not run:')} mend the checks above first.`)
    return
  }
  const ran = projects.filter(([name]) => wanted(name))
  if (ran.some(([name]) => name === 'integration' || name === 'e2e')) {
    await step('NATS server', () => {
      const { version, from } = natsServer()
      return `${version}, ${from}`
    })
  }
  for (const [name, title, files] of ran) await runProject(name, title, files)
  await sweepTestFolders()
}

/** Runs static checks, two at a time, and tells of them in their order; a failing one is counted, the others still run. */
async function runChecks(chosen) {
  const lanes = [Promise.resolve(), Promise.resolve()]
  const runs = chosen
    .map(([, title, command, advice]) => ({ title, advice, command: command() }))
    .filter(({ command }) => command)
    .map((check, place) => {
      const run = lanes[place % 2].then(() => timedRun(check.command))
      lanes[place % 2] = run
      return { ...check, run }
    })
  for (const { title, advice, run } of runs) await check(title, run, advice)
}

async function timedRun(command) {
  const startedAt = Date.now()
  const run = await runNode(command, { env: { TURBO_TELEMETRY_DISABLED: '1' } }).catch((error) => ({
    code: 1,
    output: String(error),
  }))
  return { ...run, took: secondsSince(startedAt) }
}

/** Shows one static check and how long it took by itself. */
async function check(title, run, advice) {
  try {
    await step(title, async () => {
      const { code, output, took } = await run
      if (code !== 0) throw new StepFailure(`${title} does not pass.`, advice, output)
      return `took ${took}`
    })
    sum.passed += 1
  } catch (error) {
    printFailure(error)
    sum.failed += 1
  }
}

async function runProject(name, title, files) {
  // Tests start hundreds of processes of ours: what Node made of their source is kept for the next one.
  const env = { NODE_COMPILE_CACHE: join(cacheFolder('test'), 'compiled') }
  if (name === 'e2e') {
    const chromium = await step('Chromium', () => ensureChromium() ?? 'none found')
    if (chromium === 'none found') return withoutChromium()
    env.CHROMIUM_PATH = chromium
    await step('web app', buildWeb)
  }
  const began = Date.now()
  console.log(`\n${bold(title)}`)
  const report = join(cacheFolder('test'), `${name}.json`)
  rmSync(report, { force: true })
  const code = await runTestRunner(
    tool(
      'vitest',
      'vitest',
      'run',
      '--project',
      name,
      `--maxWorkers=${files}`,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ),
    { env, limitMs: projectLimitMs, isFinished: () => existsSync(report) },
  )
  const { passed, failed } = countsOf(report)
  sum.passed += passed
  // A file that cannot be loaded, or a run that does not end by itself, has no test to count, but it has failed.
  sum.failed += code !== 0 && failed === 0 ? 1 : failed
  const mark = code === 0 ? green('✓') : red('✗')
  console.log(
    `  ${mark} ${title.padEnd(34)}${secondsSince(began).padStart(8)}   ${passed} passed, ${failed} failed`,
  )
}

function countsOf(report) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests }
  } catch {
    return { passed: 0, failed: 0 }
  }
}

/** Without a browser the stories prove nothing: say so, and never call it a pass where it must be proven. */
function withoutChromium() {
  const advice = 'Install Chromium (Debian: apt-get install chromium) so that it is on PATH.'
  console.error(
    `\n${red(bold('THE BROWSER STORIES DID NOT RUN: there is no Chromium on this machine.'))}\n${advice}\n`,
  )
  if (process.env.CI) sum.failed += 1
}
