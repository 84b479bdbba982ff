// Owns the rule that a revoked sign-in loses its stream.
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import { describe, expect, it } from 'vitest'
import { closeWhenRevoked } from './close-when-revoked.ts'
import { createLiveClient } from './live-client.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

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
    closeWhenRevoked(client, { find }, 'the-token', 5)
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
})

const account = () => ({
  id: '',
  workspace: '',
  workspaceName: '',
  name: '',
  email: '',
  role: 'owner' as const,
  active: true,
})
