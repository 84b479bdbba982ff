// Owns how a chaos run is told to people.
import type { ChaosReport } from './run-chaos.ts'

/** Lines of a table, the verdict last. */
export function reportTable(report: ChaosReport): string {
  const { inbound, outbound, faults } = report
  const rows = [
    ['', 'given', 'lost', 'doubled', 'reordered', 'unknown'],
    ...[['inbound', inbound] as const, ['outbound', outbound] as const].map(([name, count]) => [
      name,
      ...[count.given, count.lost, count.doubled, count.reordered, count.unknown].map(String),
    ]),
  ]
  const done = Object.entries(faults).map(([fault, times]) => `${fault} ${times}`)
  return [
    ...rows.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(9) : cell.padStart(10))).join('')),
    `kills ${report.kills} (${done.slice(0, 5).join(', ')}); on the wire: ${done.slice(5).join(', ')}`,
    `outcomes open ${report.openOutcomes}, failed ${report.failed}; unreadable ${report.unreadable}; ` +
      `partner's calls repeated ${report.repeatedCalls}; stanzas refused by us ${report.nacks}; ` +
      `keys used twice ${report.reusedKeys}; read models ${report.differingRows ? 'DIFFER from' : 'equal'} the log`,
    report.clean ? 'Nothing was lost, doubled, reordered or left unknown.' : 'NOT CLEAN.',
  ].join('\n')
}
