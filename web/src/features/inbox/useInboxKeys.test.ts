// Proves what each key of the inbox does: to the open conversation, or to the chosen ones.
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { builtInViews } from '../filter/inbox-views.ts'
import { useInboxQuery } from '../filter/useInboxQuery.ts'
import { switchShortcuts } from '../shell/shortcuts.ts'
import { useSelection } from './conversation-list/selection.store.ts'
import { type ThreadCommand, useThreadCommands } from './thread-commands.ts'
import { useInboxKeys } from './useInboxKeys.ts'

const commands: ThreadCommand[] = [
  'reply',
  'note',
  'assign',
  'claim',
  'label',
  'resolve',
  'resolve-next',
  'snooze',
  'mark-unread',
  'details',
  'newest',
]
const path = `/inbox/:view(${builtInViews.join('|')})/:conversationId?`

let unmount = () => {}
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => {
  unmount()
  switchShortcuts(true)
})

/** The keys with everything they reach writing down what it hears. */
async function inbox(chosen: string[] = []) {
  const heard: string[] = []
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ name: 'inbox', path, component: {} }],
  })
  await router.push('/inbox/open/c')
  const bar = {
    change: (change: { kind: string }) => heard.push(`many ${change.kind}`),
    open: (menu: string) => heard.push(`menu ${menu}`),
  }
  const pane = {
    select: (id: string, range: boolean) => heard.push(`${range ? 'range' : 'select'} ${id}`),
    focusSearch: () => heard.push('search'),
    openFilter: () => heard.push('filter'),
    bulk: () => (useSelection().ids.size > 0 ? bar : null),
  }
  for (const id of chosen) useSelection().toggle(id)
  const wrapper = mount(
    {
      setup() {
        useInboxKeys({
          inbox: useInboxQuery(),
          pane: () => pane,
          step: (by) => heard.push(`step ${by}`),
          compose: () => heard.push('compose'),
        })
        useThreadCommands(Object.fromEntries(commands.map((name) => [name, () => heard.push(name)])))
        return () => null
      },
    },
    { global: { plugins: [router] } },
  )
  unmount = () => wrapper.unmount()
  const press = (key: string, init: KeyboardEventInit = {}) =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init }))
  return { heard, press, router }
}

describe('inbox keys', () => {
  it.each([
    ['j', 'step 1'],
    ['ArrowUp', 'step -1'],
    ['Enter', 'reply'],
    ['n', 'note'],
    ['a', 'assign'],
    ['i', 'claim'],
    ['l', 'label'],
    ['e', 'resolve'],
    ['s', 'snooze'],
    ['u', 'mark-unread'],
    ['x', 'select c'],
    ['f', 'filter'],
    ['/', 'search'],
    ['c', 'compose'],
    [']', 'details'],
    ['End', 'newest'],
  ])('%s: %s', async (key, what) => {
    const { heard, press } = await inbox()
    press(key)
    expect(heard).toEqual([what])
  })

  it('with Shift go on: resolve and next, select up to here', async () => {
    const { heard, press } = await inbox()
    press('E', { shiftKey: true })
    press('X', { shiftKey: true })
    expect(heard).toEqual(['resolve-next', 'range c'])
  })

  it('mean the chosen conversations when there are any', async () => {
    const { heard, press } = await inbox(['a', 'b'])
    for (const key of ['e', 'u', 'i', 'a', 'l', 's']) press(key)
    press('U', { shiftKey: true })
    expect(heard).toEqual([
      'many resolve',
      'many mark_unread',
      'many assign',
      'menu assign',
      'menu label',
      'menu snooze',
      'many read',
    ])
  })

  it('Escape lets go of the chosen ones first, then of the open one', async () => {
    const { press, router } = await inbox(['a'])
    press('Escape')
    expect([useSelection().ids.size, router.currentRoute.value.path]).toEqual([0, '/inbox/open/c'])
    press('Escape')
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/inbox/open'))
  })

  it('Alt and a digit go to a view', async () => {
    const { press, router } = await inbox()
    press('4', { altKey: true, code: 'Digit4' })
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/inbox/needs-reply'))
  })

  it('that are single can be switched off, the others stay', async () => {
    const { heard, press } = await inbox()
    switchShortcuts(false)
    press('e')
    press('ArrowDown')
    expect(heard).toEqual(['step 1'])
  })
})
