// Proves that signing in leads to a page of ours, never to another site.
import { describe, expect, it } from 'vitest'
import { pageAfterSignIn } from './page-after-sign-in.ts'

describe('page after sign-in', () => {
  it('is the page that was asked for', () => {
    expect(pageAfterSignIn('/inbox/unread/abc')).toBe('/inbox/unread/abc')
  })

  it.each([
    undefined,
    ['/a'],
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/sign-in?next=/x',
    '',
  ])('is the inbox for %j', (next) => expect(pageAfterSignIn(next)).toBe('/inbox/open'))
})
