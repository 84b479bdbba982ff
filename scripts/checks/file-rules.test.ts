// Does each file rule bite, and leave good files alone?
import { expect, test } from 'vitest'
import { judgeFile } from './file-rules.mjs'

const good = '// Owns a thing.\nexport const a = 1\n'

test('file rules › a good file has no complaint', () => {
  expect(judgeFile('services/inbox/src/label/label.decider.ts', good)).toEqual({ errors: [], warnings: [] })
})

test.each([
  ['a missing first comment', 'services/inbox/src/a.ts', 'export const a = 1\n', 'first line'],
  ['a file over the limit', 'services/inbox/src/a.ts', good + '\n'.repeat(400), '402 lines'],
  ['a folder named for nothing', 'services/inbox/src/utils/a.ts', good, '"utils"'],
  ['a file named for nothing', 'web/src/date-helpers.ts', good, '"helpers"'],
  ['a barrel file', 'packages/service/src/index.ts', good, 'barrel'],
  [
    'the environment outside configuration',
    'services/inbox/src/a.ts',
    `${good}export const b = process.env.B\n`,
    'environment',
  ],
  [
    'a clock in a pure file',
    'services/inbox/src/a.projection.ts',
    `${good}export const b = Date.now()\n`,
    'clock',
  ],
  [
    'chance in a pure file',
    'services/inbox/src/a.decider.ts',
    `${good}export const b = Math.random()\n`,
    'chance',
  ],
])('file rules › refuses %s', (_rule, path, text, complaint) => {
  expect(judgeFile(path, text).errors.join('\n')).toContain(complaint)
})

test('file rules › a long file under the limit is only warned about', () => {
  const judgement = judgeFile('services/inbox/src/a.ts', good + '\n'.repeat(260))
  expect(judgement.errors).toEqual([])
  expect(judgement.warnings).toHaveLength(1)
})
