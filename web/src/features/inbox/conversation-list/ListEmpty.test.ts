// Proves that an empty list says why it is empty and leads on.
import { mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { chooseLocale } from '../../../i18n/text.ts'
import { builtInViews } from '../../filter/inbox-views.ts'
import ListEmpty from './ListEmpty.vue'

beforeAll(() => chooseLocale('en'))

const routes = [
  { name: 'inbox', path: '/inbox/:view/:conversationId?', component: {} },
  { path: '/:any(.*)', component: {} },
]
const router = createRouter({ history: createMemoryHistory(), routes })
function empty(props: Partial<InstanceType<typeof ListEmpty>['$props']> = {}) {
  const all = {
    view: 'open',
    filtered: false,
    searching: false,
    awaitsNumber: false,
    clear: '/cleared',
    everyState: null,
    ...props,
  }
  return mount(ListEmpty, { props: all, global: { plugins: [router] } })
}

describe('empty list', () => {
  it.each(builtInViews.filter((view) => view !== 'open'))(
    'of %s has words of its own and a way on',
    (view) => {
      const wrapper = empty({ view })
      expect(wrapper.text()).not.toContain('empty.')
      expect(wrapper.get('a').attributes('href')).toBe(view === 'mine' ? '/inbox/unassigned' : '/inbox/open')
    },
  )

  it('of a business without a number leads to linking one', () => {
    expect(empty({ awaitsNumber: true }).get('a').attributes('href')).toBe('/settings/numbers')
  })

  it('of a business with a number leads to writing to somebody', async () => {
    const wrapper = empty()
    await wrapper.get('button').trigger('click')
    expect(wrapper.emitted('compose')).toHaveLength(1)
  })

  it('of some states offers the others first', () => {
    const links = empty({ filtered: true, everyState: '/all' }).findAll('a')
    expect(links.map((one) => [one.attributes('href'), one.text()])).toEqual([
      ['/all', 'Show all'],
      ['/cleared', 'Clear filter'],
    ])
  })

  it('behind a filter leads to what is there without it', () => {
    expect(empty({ view: 'mine', filtered: true }).get('a').attributes('href')).toBe('/cleared')
  })
})
