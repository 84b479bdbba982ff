// Do logs keep what a person wrote to themselves, also when Postgres quotes it in an error?
import { Writable } from 'node:stream'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { createLogger } from './logger.ts'

function logging() {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  return { logger: createLogger('test', 'info', destination), lines }
}

describe('logger', () => {
  test('writes no personal field, at the top or one level below', () => {
    const { logger, lines } = logging()
    logger.info({ phone: '6281234567890', contact: { name: 'Budi Santoso' }, sequence: 7 }, 'told')
    expect(lines.join('')).not.toMatch(/62812|Budi/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ service: 'test', sequence: 7, msg: 'told' })
  })

  test('leaves out the row that Postgres quotes in an error', () => {
    const { logger, lines } = logging()
    const error = new pg.DatabaseError('null value in column "at" violates not-null constraint', 1, 'error')
    Object.assign(error, {
      code: '23502',
      detail: 'Failing row contains (Budi Santoso, 6281234567890).',
      where: "unnamed portal parameter $3 = 'rahasia'",
    })
    logger.error({ err: error }, 'failed')
    expect(lines.join('')).not.toMatch(/Budi|62812|rahasia/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ err: { code: '23502' } })
  })
})
