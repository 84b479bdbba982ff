// Owns the rule that whatever a service may refuse has a sentence of its own.
import * as apiKeys from '@indoshopster/contracts/api-keys/api-keys.endpoints'
import * as inbox from '@indoshopster/contracts/inbox/inbox.endpoints'
import * as labels from '@indoshopster/contracts/inbox/label.endpoints'
import * as session from '@indoshopster/contracts/session/session.endpoints'
import * as staff from '@indoshopster/contracts/staff/staff.endpoints'
import * as templating from '@indoshopster/contracts/templating/templating.endpoints'
import { describe, expect, it } from 'vitest'
import { isProblemCode, problems } from './gateway.errors.ts'

const contracts: readonly object[] = [apiKeys, inbox, labels, session, staff, templating]
const refusals = contracts
  .flatMap((contract): unknown[] => Object.values(contract))
  .flatMap((exported) => (isEndpoint(exported) ? exported.refusals : []))

function isEndpoint(exported: unknown): exported is { refusals: readonly string[] } {
  return typeof exported === 'object' && exported !== null && 'refusals' in exported
}

describe('catalogue of problems', () => {
  it('knows every refusal of every service', () => {
    expect(new Set(refusals).size).toBeGreaterThan(40)
    expect([...new Set(refusals)].filter((code) => !isProblemCode(code))).toEqual([])
  })

  it('says what to do in a sentence', () => {
    for (const { title, detail, status } of Object.values(problems)) {
      expect(title).not.toBe('')
      expect(detail).toMatch(/^(data |[A-Z]).+[.]$/)
      expect(status).toBeGreaterThanOrEqual(400)
    }
  })
})
