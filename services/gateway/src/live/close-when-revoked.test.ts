// Owns the rule that a revoked sign-in loses its stream.
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import { describe, expect, it } from 'vitest'
import { closeWhenRevoked } from './close-when-revoked.ts'
import { createLiveClient } from './live-client.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const quiet = { onChanged: () => () => {} }

describe('close when revoked', () => {
  it('keeps the stream while the sign-in holds or cannot be asked for, and closes it when it is over', async () => {
    const client = createLiveClient('w')
    client.stream.resume()
    let answer: string | null = null
    const asked: string[] = []
    const find = (token: string) => {
      asked.push(token)
      if (answer) return Promise.reject(new EndpointRefusal(answer, ''))
      return Promise.resolve({ token, csrfToken: '', account: account() })
    }
    closeWhenRevoked(client, { signIns: { find }, accounts: quiet }, signIn, 5)
    await pause(30)
    expect(client.closed).toBe(false)
    answer = 'unavailable'
    await pause(30)
    expect(client.closed).toBe(false)
    answer = 'not_signed_in'
    await pause(30)
    expect(client.closed).toBe(true)
    const before = asked.length
    await pause(30)
    expect(asked.length).toBe(before)
    expect(new Set(asked)).toEqual(new Set(['the-token']))
  })

  it('looks at once when the account changes, not when another one does', async () => {
    const client = createLiveClient('w')
    client.stream.resume()
    const listeners = new Set<(accountId: string) => void>()
    const onChanged = (listener: (accountId: string) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
    const find = () => Promise.reject(new EndpointRefusal('not_signed_in', ''))
    closeWhenRevoked(client, { signIns: { find }, accounts: { onChanged } }, signIn, 60_000)
    for (const listener of listeners) listener('somebody else')
    await pause(5)
    expect(client.closed).toBe(false)
    for (const listener of listeners) listener(signIn.account.id)
    await pause(5)
    expect(client.closed).toBe(true)
    expect(listeners.size).toBe(0)
  })
})

const account = () => ({
  id: 'the-account',
  workspace: '',
  workspaceName: '',
  name: '',
  email: '',
  role: 'owner' as const,
  active: true,
})
const signIn = { token: 'the-token', account: account() }
