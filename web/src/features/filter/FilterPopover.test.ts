// Proves what each choice of the filter asks for, and that views are saved, changed and taken back.
import type { SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { chooseLocale } from '../../i18n/text.ts'
import { dismissToast, toasts } from '../../ui/toasts.ts'
import { signedInAs } from '../account/account.examples.ts'
import { useAccount } from '../account/account.store.ts'
import { useLabels } from '../labels/labels.store.ts'
import { session } from '../sessions/sessions.examples.ts'
import { useSessions } from '../sessions/sessions.store.ts'
import FilterPopover from './FilterPopover.vue'
import { useViews } from './views.store.ts'
import { chooseZone } from '../../i18n/zone.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T03:00:00.000Z'), toFake: ['Date'] })
  setActivePinia(createPinia())
  chooseZone('WIB')
  useLabels().list = [{ id: 'vip', name: 'VIP', colour: 'purple', conversations: 1 }]
  const colleague = { id: 'rina', name: 'Rina', role: 'agent', active: true } as const
  const gone = { id: 'gone', name: 'Former', role: 'agent', active: false } as const
  useAccount().me = signedInAs({}, { colleagues: [colleague, gone] })
})
let close = () => {}
afterEach(() => {
  close()
  while (toasts[0]) dismissToast(toasts[0].id)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Opens it; what it shows stands at the end of the page a moment later. */
async function popover(
  filter: SavedFilter = {},
  saved?: { id: string; name: string },
  found: string | null = null,
) {
  close()
  const anchor = document.body.appendChild(document.createElement('button'))
  const wrapper = mount(FilterPopover, { props: { anchor, filter, whole: filter, saved, found } })
  close = () => wrapper.unmount()
  await vi.waitFor(() => expect(document.querySelector('[data-reka-popper-content-wrapper]')).not.toBeNull())
  const button = (name: string) => {
    const found = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name)
    if (!found) throw new Error(`no button ${name}`)
    return found
  }
  const changes = () => wrapper.emitted<[SavedFilter]>('change')?.map(([change]) => change)
  return { wrapper, button, changes }
}

describe('the keyboard in the filter', () => {
  const focused = () => document.activeElement
  /** As the list does it: whoever closes it takes it away. */
  async function opened(filter: SavedFilter = {}) {
    const all = await popover(filter)
    await vi.waitFor(() => expect(focused()).not.toBe(document.body))
    const closed = async () => {
      await vi.waitFor(() => expect(all.wrapper.emitted('close')).toBeDefined())
      close()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return { ...all, closed }
  }

  it('begins at the first choice, and a zone is chosen after the ranges it is for', async () => {
    const { button } = await opened()
    expect(focused()).toBe(button('Today'))
    expect(document.querySelector('select')).toBeNull()
    const order = [...document.querySelectorAll('button')].map((one) => one.textContent?.trim())
    expect(order.indexOf('WIB')).toBe(order.indexOf('Custom') + 1)
  })

  it('goes back to where it was opened by Escape and by its own end', async () => {
    const first = await opened()
    focused()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await first.closed()
    expect(focused()).toBe(first.wrapper.props('anchor'))
    const second = await opened()
    second.button('Show').click()
    await second.closed()
    expect(focused()).toBe(second.wrapper.props('anchor'))
  })

  it('stays where a press outside put it', async () => {
    const { wrapper, closed } = await opened()
    const elsewhere = document.body.appendChild(document.createElement('input'))
    elsewhere.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    elsewhere.focus()
    await closed()
    expect(focused()).toBe(elsewhere)
    expect(focused()).not.toBe(wrapper.props('anchor'))
    elsewhere.remove()
  })

  it('keeps days and hours of one’s own when another zone is pressed', async () => {
    const { button, changes } = await opened({ from: '2026-11-02T17:00:00.000Z' })
    button('WITA').click()
    expect(changes()).toEqual([{ from: '2026-11-02T16:00:00.000Z' }])
  })
})

describe('filter', () => {
  it.each<[string, SavedFilter]>([
    ['Today', { range: 'today' }],
    ['Last week', { range: 'lastWeek' }],
    ['VIP', { labelsAny: ['vip'] }],
    ['Resolved', { states: ['resolved'] }],
    ['Unread', { unread: true }],
    ['Needs reply', { needsReply: true }],
    ['Rina', { assignees: ['rina'] }],
    ['Unassigned', { assignees: ['none'] }],
  ])('%s asks for %j', async (name, filter) => {
    const { button, changes } = await popover()
    button(name).click()
    expect(changes()).toEqual([filter])
  })

  it('asks for hours of the chosen zone beside the days, and for whole days without', async () => {
    const days = { from: '2026-11-02T17:00:00.000Z', to: '2026-11-05T17:00:00.000Z' }
    const { changes } = await popover(days)
    const [first, last] = document.querySelectorAll<HTMLInputElement>('input[type=time]')
    expect([first?.value, last?.value]).toEqual(['', ''])
    for (const [input, hour] of [
      [first, '09:30'],
      [last, '17:00'],
    ] as const) {
      if (input) input.value = hour
      input?.dispatchEvent(new Event('change'))
    }
    // Each change is of what the popover shows; the page hands the new filter back.
    expect(changes()).toEqual([
      { ...days, from: '2026-11-03T02:30:00.000Z' },
      { ...days, to: '2026-11-05T10:00:00.000Z' },
    ])
    await popover({ from: '2026-11-03T02:30:00.000Z', to: '2026-11-05T17:00:00.000Z' })
    const shown = [...document.querySelectorAll<HTMLInputElement>('input[type=date], input[type=time]')]
    expect(shown.map((input) => input.value)).toEqual(['2026-11-03', '09:30', '2026-11-05', ''])
  })

  it('begins days of one’s own with those of the quick range, which they replace', async () => {
    const { wrapper, button, changes } = await popover({ range: 'yesterday' })
    button('Custom').click()
    await wrapper.vm.$nextTick()
    const [first, last] = document.querySelectorAll<HTMLInputElement>('input[type=date]')
    expect([first?.value, last?.value]).toEqual(['2026-11-22', '2026-11-22'])
    if (first) first.value = '2026-11-20'
    first?.dispatchEvent(new Event('change'))
    expect(changes()).toEqual([{ from: '2026-11-19T17:00:00.000Z', to: '2026-11-22T17:00:00.000Z' }])
  })

  it('says which days a quick range means', async () => {
    await popover({ range: 'lastWeek' })
    expect(document.body.textContent).toContain('16/11/2026 – 22/11/2026 (WIB)')
  })

  it('closes by a press that says how many it shows, as far as that is known', async () => {
    const { button, wrapper } = await popover({ unread: true }, undefined, '50+')
    button('Show 50+').click()
    expect(wrapper.emitted('close')).toHaveLength(1)
    expect((await popover({ unread: true })).button('Show')).toBeDefined()
  })

  it('takes a quick range off again', async () => {
    const { button, changes } = await popover({ range: 'today', unread: true })
    button('Today').click()
    expect(changes()).toEqual([{ unread: true }])
  })

  it('adds to what is there, and takes the same off again', async () => {
    const { button, changes } = await popover({ states: ['open'], text: 'resi', labelsAny: ['vip'] })
    button('Resolved').click()
    button('VIP').click()
    button('Clear filter').click()
    expect(changes()).toEqual([
      { states: ['open', 'resolved'], text: 'resi', labelsAny: ['vip'] },
      { states: ['open'], text: 'resi' },
      { text: 'resi' },
    ])
  })

  it('means labels that must not be there', async () => {
    const { button, changes, wrapper } = await popover()
    button('None').click()
    await wrapper.vm.$nextTick()
    button('VIP').click()
    expect(changes()).toEqual([{ labelsNone: ['vip'] }])
  })

  it('offers numbers only when there are several, and nobody who left', async () => {
    useSessions().sync([session({ name: 'Jakarta' })])
    const one = await popover()
    expect(() => one.button('Jakarta')).toThrow('no button')
    expect(() => one.button('Former')).toThrow('no button')
    useSessions().sync([session({ id: 'b', name: 'Bandung' })])
    expect((await popover()).button('Bandung')).toBeDefined()
  })
})

describe('saved view', () => {
  const filter: SavedFilter = { unread: true, range: 'today' }

  it('is saved under a name', async () => {
    const calls = fakeGateway(({ method }) => ({
      body: method === 'POST' ? { id: 'v', sequence: 3 } : { views: [] },
    }))
    const { wrapper, button } = await popover(filter)
    const name = document.querySelector<HTMLInputElement>('input[maxlength="60"]')
    if (name) name.value = ' Belum dibaca '
    name?.dispatchEvent(new Event('input'))
    await flushPromises()
    button('Save').closest('form')?.dispatchEvent(new Event('submit'))
    await flushPromises()
    expect(calls[0]?.body).toEqual({ name: 'Belum dibaca', filter })
    expect(wrapper.emitted('saved')).toEqual([['v']])
  })

  it('is removed with a way back', async () => {
    const view = { id: 'v', name: 'VIP', filter }
    useViews().list = [view]
    const calls = fakeGateway(({ method }) => ({
      body: method === 'GET' ? { views: [] } : { id: 'w', sequence: 3 },
    }))
    const { button } = await popover(filter, view)
    button('Delete view').click()
    await flushPromises()
    await toasts[0]?.action?.run()
    expect(
      calls.filter((call) => call.method !== 'GET').map(({ method, path, body }) => [method, path, body]),
    ).toEqual([
      ['DELETE', '/app/views/v', undefined],
      ['POST', '/app/views', { name: 'VIP', filter }],
    ])
  })

  it('says why it was refused', async () => {
    fakeGateway(() => refusal(409, 'too_many_views'))
    const { button } = await popover(filter, { id: 'v', name: 'VIP' })
    button('Save').closest('form')?.dispatchEvent(new Event('submit'))
    await flushPromises()
    expect(document.querySelector('[role=alert]')?.textContent).toContain('as many saved views as possible')
  })
})
