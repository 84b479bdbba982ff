// Owns a composer set up for tests: an agent who writes in an open conversation, and what hands do in its field.
import { PiniaColada } from '@pinia/colada'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, getActivePinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { fakeGateway } from '../../../api/fake-gateway.ts'
import { signedInAs } from '../../account/account.examples.ts'
import { useAccount } from '../../account/account.store.ts'
import { session } from '../../sessions/sessions.examples.ts'
import { conversation } from '../inbox.examples.ts'
import ThreadComposer from './ThreadComposer.vue'

const template = (id: number, name: string, body: string, variables: string[]) => ({
  id,
  kind: 'quick_reply',
  name,
  body,
  variables,
  version: 1,
  picture: null,
  updatedAt: '2026-11-23T02:00:00.000Z',
})

/** Before each test: nothing is written yet; Rina is here, with a colleague and two quick replies. */
export function signIn(): void {
  localStorage.clear()
  setActivePinia(createPinia())
  fakeGateway(() => ({
    body: {
      templates: [
        template(1, 'jam buka', 'Kami buka jam 8, kak {{nama}}.', ['nama']),
        template(2, 'resi', 'Resi *{{resi}}* untuk {{nama}}', ['nama', 'resi']),
      ],
    },
  }))
  const colleagues = [
    { id: 'rina', name: 'Rina Wulandari', role: 'agent', active: true },
    { id: 'dimas', name: 'Dimas', role: 'agent', active: true },
  ] as const
  useAccount().me = signedInAs({ id: 'rina' }, { colleagues: [...colleagues] })
}

/** Attached to the page, so that it can have the focus; the test takes it away. */
export function mountComposer(props: Partial<InstanceType<typeof ThreadComposer>['$props']> = {}) {
  const pinia = getActivePinia()
  if (!pinia) throw new Error('Nobody is signed in.')
  return mount(ThreadComposer, {
    attachTo: document.body,
    props: {
      conversationId: 'c',
      conversation: conversation(),
      session: session(),
      sessionsLoaded: true,
      mayWrite: true,
      meanwhileBy: null,
      writeNote: () => Promise.resolve(),
      takeBack: () => null,
      ...props,
    },
    global: { plugins: [pinia, PiniaColada], stubs: { RouterLink: { template: '<a><slot /></a>' } } },
  })
}

type Composer = ReturnType<typeof mountComposer>
export const press = (composer: Composer, key: string, options = {}) =>
  composer.get('textarea').trigger('keydown', { key, ...options })
export const value = (composer: Composer) => composer.get('textarea').element.value
export const button = (composer: Composer, text: string) => {
  const found = composer.findAll('button').find((one) => one.text() === text)
  if (!found) throw new Error(`There is no button ${text}`)
  return found
}
/** The whole text, with the cursor at its end; menus that it opens are there afterwards. */
export async function type(composer: Composer, text: string): Promise<void> {
  const field = composer.get('textarea')
  field.element.focus()
  field.element.value = text
  field.element.setSelectionRange(text.length, text.length)
  await field.trigger('input')
  await vi.dynamicImportSettled()
  await flushPromises()
}
/** What is sent for a text. */
export const reply = (text: string) => ({ body: { text }, file: undefined, media: undefined, answers: null })
