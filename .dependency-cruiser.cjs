// Owns the import fences: which folder may import which. scripts/checks/fences.mjs runs them.

/** Tests may start servers and look at neighbours; what ships may not. */
const tests = '\\.(test|story|setup)\\.ts$|(^|/)tests/|(^|/)(testing|fake-[^/]+)\\.ts$'
const baileys = '(^|/)node_modules/(@whiskeysockets/baileys|libsignal)/'

const fence = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    fence(
      'resolvable',
      'Every import must resolve, or the fences below would silently pass.',
      {},
      { couldNotResolve: true, dependencyTypesNot: ['core'] },
    ),
    fence(
      'no-cycles',
      'Files that need each other when they run are one file, or miss a third.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    fence(
      'contracts-alone',
      'Contracts are what crosses a process boundary; they import nothing of ours and only typebox of others.',
      { path: '^contracts/', pathNot: tests },
      { pathNot: ['^contracts/', '(^|/)node_modules/typebox/'] },
    ),
    fence(
      'packages-below-services',
      'Packages know no service, no page and no script.',
      { path: '^packages/' },
      { path: '^(services|web|simulator|e2e|benchmarks)/' },
    ),
    fence(
      'packages-no-scripts',
      'What ships imports no script.',
      { path: '^(packages|services)/', pathNot: tests },
      { path: '^scripts/' },
    ),
    fence(
      'packages-no-nouns',
      'Of contracts, packages know only the envelope and what every service shares, no noun.',
      { path: '^packages/', pathNot: tests },
      { path: '^contracts/.+/' },
    ),
    fence(
      'services-apart',
      'Services ask each other over NATS; they never import each other.',
      { path: '^services/([^/]+)/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    fence(
      'services-alone',
      'Nothing in a service knows the page, the simulator or the benchmarks.',
      { path: '^services/', pathNot: tests },
      { path: '^(web|simulator|e2e|benchmarks)/' },
    ),
    fence(
      'web-only-contracts',
      'The page talks to the gateway in the words of the contracts, nothing else.',
      { path: '^web/' },
      { path: '^(packages|services|simulator|e2e|benchmarks|scripts)/' },
    ),
    fence(
      'simulator-alone',
      'The simulator is a program of its own.',
      { path: '^simulator/', pathNot: tests },
      { path: '^(contracts|packages|services|web|e2e|benchmarks|scripts)/' },
    ),
    fence(
      'pure',
      'Deciders, projections, models and errors import contracts, packages/event-sourcing, each other and tables: no npm or node module.',
      { path: '\\.(decider|projection|model|errors)\\.ts$', pathNot: '^simulator/' },
      {
        pathNot: [
          '^contracts/',
          '^packages/event-sourcing/',
          '\\.(decider|projection|model|table|errors|port)\\.ts$',
        ],
      },
    ),
    fence(
      'pure-port-types',
      'Pure files take only the words of a port, its types.',
      { path: '\\.(decider|projection|model|errors)\\.ts$' },
      { path: '\\.port\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    fence(
      'pure-tables',
      'A table is data that projections fold into; it runs nothing of npm or node.',
      { path: '^services/.+\\.table\\.ts$' },
      {
        pathNot: [
          '^contracts/',
          '^packages/event-sourcing/',
          '\\.(decider|projection|model|table|errors)\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    fence(
      'event-sourcing-pure',
      'The vocabulary of deciders and projections imports nothing but contracts.',
      { path: '^packages/event-sourcing/', pathNot: tests },
      { pathNot: ['^packages/event-sourcing/', '^contracts/'] },
    ),
    fence(
      'baileys-one-door',
      'Baileys and libsignal (GPL-3.0) stay behind services/session/src/whatsapp/baileys.',
      {
        path: '^(contracts|packages|services|web|scripts|e2e)/',
        pathNot: '^services/session/src/whatsapp/baileys/',
      },
      { path: baileys },
    ),
    fence(
      'tests-are-leaves',
      'What ships imports no test and no test kit.',
      { path: '^(contracts|packages|services|web|simulator)/', pathNot: tests },
      { path: '\\.(test|setup)\\.ts$|(^|/)node_modules/(vitest|fast-check)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.mts', '.d.mts', '.d.ts', '.mjs', '.cjs', '.js', '.vue', '.json'],
    },
  },
}
