// Proves linking by a code beside the QR: what is asked, how the code is shown, what is said when it fails.
import { flushPromises, mount } from '@vue/test-utils'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Asked, fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { chooseLocale, t } from '../../i18n/text.ts'
import { useAccount } from '../account/account.store.ts'
import { colleague, signedInAs } from '../staff/staff.examples.ts'
import PairingProgress from './PairingProgress.vue'
import { session } from './sessions.examples.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => void vi.unstubAllGlobals())

const fresh = session({ state: 'waiting_for_scan', qr: 'QR', phone: null })
const progress = (view: SessionView) => mount(PairingProgress, { props: { session: view } })
type Shown = ReturnType<typeof progress>
const press = (wrapper: Shown, text: string) =>
  wrapper
    .findAll('button')
    .find((one) => one.text() === text)
    ?.trigger('click')
const sequence = (asked: Asked) =>
  asked.method === 'POST' ? { body: { sequence: 3 } } : { body: { sessions: [] } }

async function askFor(wrapper: Shown, phone: string): Promise<void> {
  await press(wrapper, t('pairing.by.code'))
  await wrapper.get('input[type=tel]').setValue(phone)
  await wrapper.get('form').trigger('submit')
  await flushPromises()
}

describe('linking a number', () => {
  it('asks for a code with the number as it was typed', async () => {
    const calls = fakeGateway(sequence)
    await askFor(progress(fresh), ' 0812 3456 7890 ')
    expect(calls[0]).toMatchObject({
      path: `/app/sessions/${fresh.id}/pair`,
      body: { phone: '0812 3456 7890' },
    })
  })

  it('shows the code in two groups of four, with what to tap', async () => {
    fakeGateway(sequence)
    const wrapper = progress(fresh)
    await askFor(wrapper, '+6281234567890')
    expect(wrapper.text()).toContain(t('pairing.codeComing'))
    await wrapper.setProps({
      session: session({ ...fresh, state: 'waiting_for_code', qr: null, pairingCode: 'ABCD2345' }),
    })
    const code = wrapper.get('[data-testid=pairing-code]')
    expect(code.findAll('span').map((one) => one.text())).toEqual(['ABCD', '2345'])
    expect(code.attributes('aria-label')).toBe('A B C D 2 3 4 5')
    expect(wrapper.text()).toContain(t('pairing.codeStep3'))
  })

  it('says at the field that a number is wrong', async () => {
    fakeGateway(() => refusal(422, 'phone_number_invalid'))
    const wrapper = progress(fresh)
    await askFor(wrapper, '08')
    expect(wrapper.get('input[type=tel]').attributes('aria-invalid')).toBe('true')
    expect(wrapper.text()).toContain(t('problem.phone_number_invalid'))
  })

  it('goes back to a QR at once when a code is no longer wanted', async () => {
    const calls = fakeGateway(sequence)
    const wrapper = progress(
      session({ ...fresh, state: 'waiting_for_code', qr: null, pairingCode: 'ABCD2345' }),
    )
    await press(wrapper, t('pairing.by.qr'))
    await flushPromises()
    expect(calls[0]?.body).toEqual({ phone: null })
  })

  it('asks for nothing by only looking at the other way', async () => {
    const calls = fakeGateway(sequence)
    const wrapper = progress(fresh)
    await press(wrapper, t('pairing.by.code'))
    await press(wrapper, t('pairing.by.qr'))
    expect(calls).toEqual([])
  })

  it('keeps the number and says what to do when the code was mistyped or too old', async () => {
    fakeGateway(sequence)
    const wrapper = progress(fresh)
    await askFor(wrapper, '081234567890')
    await wrapper.setProps({
      session: session({ ...fresh, state: 'pairing_refused', qr: null, reason: 'code_wrong' }),
    })
    expect(wrapper.text()).toContain(t('sessionReason.code_wrong'))
    expect(wrapper.text()).toContain(t('sessionNext.code_wrong'))
    expect(wrapper.get<HTMLInputElement>('input[type=tel]').element.value).toBe('081234567890')
    await wrapper.setProps({ session: session({ ...fresh, state: 'qr_expired', qr: null }) })
    expect(wrapper.text()).toContain(t('pairing.codeExpired'))
  })

  it('tells which phone goes on with the history when a number is linked again', () => {
    const wrapper = progress(session({ state: 'logged_out', reason: 'logged_out_from_phone' }))
    expect(wrapper.text()).toContain(t('pairing.samePhone', { phone: '+62 812-3456-7890' }))
    expect(wrapper.text()).toContain(t('sessionNext.logged_out'))
  })
})

describe('linking a number of the simulator', () => {
  const simulated = session({ ...fresh, network: 'simulator' })
  const knows = (simulatorUrl: string | null) =>
    (useAccount().me = { ...signedInAs(colleague()), simulatorUrl })

  it('leads to the page of the virtual phones', () => {
    knows('http://localhost:1234')
    const link = progress(simulated).get('a')
    expect(link.attributes()).toMatchObject({
      href: 'http://localhost:1234',
      target: '_blank',
      rel: 'noopener noreferrer',
    })
    expect(link.text()).toBe(t('pairing.demoStep1'))
  })

  it('says who knows the address where it is not known here', () => {
    knows(null)
    const wrapper = progress(simulated)
    expect(wrapper.find('a').exists()).toBe(false)
    expect(wrapper.text()).toContain(t('pairing.demoStep1Unknown'))
  })

  it('leads nowhere from a number of WhatsApp', () => {
    knows('http://localhost:1234')
    expect(progress(fresh).find('a').exists()).toBe(false)
  })
})
