// Proves what is offered for a conversation at its head: nothing that needs its contact once they are erased.
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../../i18n/text.ts'
import { conversation } from '../inbox.examples.ts'
import ThreadActions from './ThreadActions.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))

const offered = (part: Parameters<typeof conversation>[0]) =>
  mount(ThreadActions, { props: { conversation: conversation(part), mayWrite: true, detailsOpen: false } })
    .findAll('button')
    .map((one) => one.attributes('aria-label') ?? one.text())

describe('what is offered at the head of a conversation', () => {
  it('is taking, assigning, snoozing and resolving while it is open', () => {
    expect(offered({})).toEqual(expect.arrayContaining(['Take', 'Assign to', 'Snooze', 'Resolve']))
  })

  it('of somebody erased is resolving, and nothing that needs the contact', () => {
    const open = offered({ erased: true })
    expect(open).toContain('Resolve')
    for (const what of ['Take', 'Assign to', 'Snooze']) expect(open).not.toContain(what)
  })

  it('is opening it again when it is resolved, but not when its contact is erased', () => {
    expect(offered({ state: 'resolved' })).toContain('Reopen')
    expect(offered({ state: 'resolved', erased: true })).not.toContain('Reopen')
  })
})
