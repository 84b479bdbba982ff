// Owns the rules of what a sign-up must be like, and what it tells.
import { throws } from 'node:assert/strict'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import { describe, expect, test } from 'vitest'
import { accountCreated, emailKey, judgeWish, passwordText, workspaceCreated } from './sign-up.model.ts'

const wish = {
  workspaceName: ' Toko Ani ',
  name: ' Ani ',
  email: ' Ani@Toko.example ',
  password: ' buka toko ',
}
const refused = (change: Partial<typeof wish>, code: string) =>
  throws(
    () => judgeWish({ ...wish, ...change }),
    (error: unknown) => error instanceof Refusal && error.code === code,
  )

describe('sign-up', () => {
  test('names and e-mail lose the spaces around them, the password keeps them', () => {
    expect(judgeWish(wish)).toEqual({
      workspaceName: 'Toko Ani',
      name: 'Ani',
      email: 'Ani@Toko.example',
      password: ' buka toko ',
    })
  })

  test.each(['', '   ', 'x'.repeat(61), 'two\nlines', 'nul\u0000'])(
    '%j names neither a person nor a business',
    (text) => {
      refused({ workspaceName: text }, 'workspace_name_invalid')
      refused({ name: text }, 'name_invalid')
    },
  )

  test.each([
    ['', 'ani', 'ani@', '@toko.example', 'ani@toko', 'ani@toko.', 'ani@.toko.example', 'ani@@toko.example'],
    ['a ni@toko.example', 'ani@toko.example, x@y.example', 'ani\u0000@toko.example', 'ani@to\nko.example'],
    [`${'a'.repeat(65)}@toko.example`, `ani@${'a'.repeat(250)}.example`],
  ])('%j and their like are no e-mail addresses', (...emails) => {
    for (const email of emails) refused({ email }, 'email_invalid')
  })

  test.each(['budi.santoso+toko@mail.toko.co.id', 'ani@toko.example', 'añi@bücher.example'])(
    '%j is one',
    (email) => {
      expect(judgeWish({ ...wish, email }).email).toBe(email)
    },
  )

  test.each([
    ['too long', 'ab'.repeat(513)],
    ['what everybody tries first', 'Password123'],
    ['the same in wide letters', 'ｐａｓｓｗｏｒｄ１２３'],
    ['one character again and again', 'zzzzzzzzzzzz'],
    ['the e-mail address itself', 'ANI@toko.example'],
  ])('%s makes a weak password', (_, password) => {
    refused({ password }, 'password_too_weak')
  })

  test.each([
    ['nine characters', '12345abcd'],
    ['ten UTF-16 units that are five characters', '😀😀😁😁😀'],
    ['short, and what everybody tries first too', 'password'],
  ])('%s makes a password too short', (_, password) => {
    refused({ password }, 'password_too_short')
  })

  test.each(['12345abcde', 'a b c d e f', 'kopi😀susu!', 'x'.repeat(1023) + 'y'])(
    '%j is strong enough',
    (password) => {
      expect(judgeWish({ ...wish, password }).password).toBe(password)
    },
  )

  test('e-mail addresses differ by more than letter case and spaces', () => {
    expect(emailKey(' ANI@Toko.Example ')).toBe('ani@toko.example')
    expect(emailKey('ani@toko.example')).not.toBe(emailKey('ani@tokoo.example'))
  })

  test('a password typed with composed or separate accents is the same', () => {
    expect(passwordText('cafe\u0301')).toBe(passwordText('caf\u00e9'))
  })

  test('tells the workspace, and the account with its personal part sealed', () => {
    expect(workspaceCreated('w', 'Toko')).toEqual({
      type: 'staff.workspace_created.v1',
      data: { workspaceId: 'w', name: 'Toko' },
    })
    const told = { account: 'a', role: 'agent', name: 'Ani', email: 'ani@toko.example' } as const
    expect(accountCreated(told)).toEqual({
      type: 'staff.account_created.v1',
      data: { accountId: 'a', role: 'agent' },
      sealed: { email: 'ani@toko.example', name: 'Ani' },
      person: 'account:a',
    })
  })
})
