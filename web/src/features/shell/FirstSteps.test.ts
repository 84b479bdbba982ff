// Proves that each first step leads to where it is done.
import { PiniaColada } from '@pinia/colada'
import { mount, RouterLinkStub } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { fakeGateway } from '../../api/fake-gateway.ts'
import { chooseLocale } from '../../i18n/text.ts'
import FirstSteps from './FirstSteps.vue'

beforeAll(() => chooseLocale('en'))
afterEach(() => vi.unstubAllGlobals())

function steps(): Record<string, unknown> {
  fakeGateway(() => ({ body: { templates: [], counts: {} } }))
  const wrapper = mount(FirstSteps, {
    global: { plugins: [createPinia(), PiniaColada], components: { RouterLink: RouterLinkStub } },
  })
  return Object.fromEntries(
    wrapper
      .findAllComponents(RouterLinkStub)
      .map((link) => [link.get('.font-semibold').text(), link.props('to')]),
  )
}

describe('first steps', () => {
  it.each([
    ['Add a WhatsApp number', '/settings/numbers'],
    ['Make a quick reply', '/templates/new?kind=quick_reply'],
    ['Invite a colleague', '/settings/staff'],
  ])('“%s” leads to %s', (title, to) => expect(steps()[title]).toBe(to))
})
