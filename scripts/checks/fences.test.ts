// Does each fence bite? Plants one crossing at a time in a small house and expects that very fence to complain.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { inRepository } from '../infra/paths.mjs'
import { checkFences } from './fences.mjs'

const legal = {
  'contracts/envelope.ts': 'export const envelope = 1',
  'contracts/inbox/conversation.events.ts':
    "import { envelope } from '../envelope.ts'\nexport const conversation = envelope",
  'packages/event-log/src/append.ts':
    "import { envelope } from '@indoshopster/contracts/envelope'\nexport const append = envelope",
  'packages/event-sourcing/src/decider.ts': 'export const decider = 1',
  'services/inbox/src/conversation/conversation.table.ts': 'export type Row = { id: string }',
  'services/inbox/src/conversation/conversation.projection.ts':
    "import { conversation } from '@indoshopster/contracts/inbox/conversation.events'\nimport { decider } from '@indoshopster/event-sourcing/decider'\nimport type { Row } from './conversation.table.ts'\nexport const fold = (row: Row) => [row, conversation, decider]",
  'services/session/src/whatsapp/baileys/socket.ts':
    "import makeWASocket from '@whiskeysockets/baileys'\nexport const open = makeWASocket",
  'services/session/src/session.ts': 'export const session = 1',
  'services/session/src/session-two.ts':
    "import { session } from './session.ts'\nexport const a = () => session",
  'web/src/inbox/ChatList.vue':
    '<script setup lang="ts">\nimport type { conversation } from \'@indoshopster/contracts/inbox/conversation.events\'\ndefineProps<{ of: typeof conversation }>()\n</script>\n<template><p /></template>',
  'services/session/src/whatsapp/whatsapp.port.ts': 'export const open = 1',
  'services/session/src/whatsapp/closing.model.ts':
    "import type { open } from './whatsapp.port.ts'\nexport type Open = typeof open",
  'simulator/src/main.ts': "import { WebSocketServer } from 'ws'\nexport const serve = WebSocketServer",
}

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** Builds the legal house with one more file, beside the real node_modules, and returns its complaints. */
async function complaintsOf(path?: string, text?: string): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'fences-'))
  folders.push(root)
  const files = { ...legal, ...(path && text ? { [path]: text } : {}) }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), `${content}\n`)
  }
  mkdirSync(join(root, 'node_modules', '@indoshopster'), { recursive: true })
  for (const name of ['@whiskeysockets', 'ws', 'pg', 'typebox', 'vitest']) {
    symlinkSync(inRepository('node_modules', name), join(root, 'node_modules', name))
  }
  for (const [name, exported] of [
    ['contracts', './*.ts'],
    ['packages/event-log', './src/*.ts'],
    ['packages/event-sourcing', './src/*.ts'],
  ] as const) {
    const scoped = `@indoshopster/${name.replace('packages/', '')}`
    writeFileSync(
      join(root, name, 'package.json'),
      JSON.stringify({ name: scoped, exports: { './*': exported } }),
    )
    symlinkSync(join(root, name), join(root, 'node_modules', scoped))
  }
  const { complaints } = await checkFences(root)
  return complaints
}

test('fences › a house that keeps them has no complaint', async () => {
  expect(await complaintsOf()).toEqual([])
})

const crossings: [fence: string, path: string, text: string][] = [
  [
    'resolvable',
    'services/session/src/a.ts',
    "import { a } from '@indoshopster/contracts/nowhere'\nexport const b = a",
  ],
  ['resolvable', 'services/session/src/a.ts', "import a from 'no-such-package'\nexport const b = a"],
  [
    'contracts-alone',
    'contracts/a.ts',
    "import { append } from '@indoshopster/event-log/append'\nexport const b = append",
  ],
  ['contracts-alone', 'contracts/a.ts', "import pg from 'pg'\nexport const b = pg"],
  ['contracts-alone', 'contracts/a.ts', "import { hash } from 'node:crypto'\nexport const b = hash"],
  [
    'packages-below-services',
    'packages/event-log/src/a.ts',
    "import { session } from '../../../services/session/src/session.ts'\nexport const b = session",
  ],
  [
    'packages-no-nouns',
    'packages/event-log/src/a.ts',
    "import { conversation } from '@indoshopster/contracts/inbox/conversation.events'\nexport const b = conversation",
  ],
  [
    'services-apart',
    'services/inbox/src/a.ts',
    "import { session } from '../../session/src/session.ts'\nexport const b = session",
  ],
  [
    'services-apart',
    'services/inbox/src/a.ts',
    "import type { session } from '../../session/src/session.ts'\nexport type B = typeof session",
  ],
  [
    'services-alone',
    'services/inbox/src/a.ts',
    "import { serve } from '../../../simulator/src/main.ts'\nexport const b = serve",
  ],
  [
    'web-only-contracts',
    'web/src/a.ts',
    "import { append } from '@indoshopster/event-log/append'\nexport const b = append",
  ],
  [
    'web-only-contracts',
    'web/src/A.vue',
    '<script setup lang="ts">\nimport { session } from \'../../services/session/src/session.ts\'\n</script>\n<template><p>{{ session }}</p></template>',
  ],
  [
    'simulator-alone',
    'simulator/src/a.ts',
    "import { envelope } from '@indoshopster/contracts/envelope'\nexport const b = envelope",
  ],
  ['pure', 'services/inbox/src/conversation/a.decider.ts', "import pg from 'pg'\nexport const b = pg"],
  [
    'pure',
    'services/inbox/src/conversation/a.model.ts',
    "import { randomUUID } from 'node:crypto'\nexport const b = randomUUID",
  ],
  [
    'pure',
    'services/session/src/a.projection.ts',
    "import { session } from './session.ts'\nexport const b = session",
  ],
  [
    'pure-port-types',
    'services/session/src/whatsapp/a.model.ts',
    "import { open } from './whatsapp.port.ts'\nexport const b = open",
  ],
  ['pure-tables', 'services/inbox/src/conversation/a.table.ts', "import pg from 'pg'\nexport const b = pg"],
  ['event-sourcing-pure', 'packages/event-sourcing/src/a.ts', "import pg from 'pg'\nexport const b = pg"],
  [
    'baileys-one-door',
    'services/session/src/a.ts',
    "import makeWASocket from '@whiskeysockets/baileys'\nexport const b = makeWASocket",
  ],
  [
    'baileys-one-door',
    'services/inbox/src/a.ts',
    "import type { WASocket } from '@whiskeysockets/baileys'\nexport type B = WASocket",
  ],
  [
    'no-cycles',
    'services/session/src/session.ts',
    "import { a } from './session-two.ts'\nexport const session = () => a",
  ],
  ['tests-are-leaves', 'services/session/src/a.ts', "import { test } from 'vitest'\nexport const b = test"],
]

test.each(crossings)('fences › %s bites in %s', async (fence, path, text) => {
  const complaints = await complaintsOf(path, text)
  expect(complaints.join('\n')).toContain(`${fence}:`)
  expect(complaints.join('\n')).toContain(path)
})
