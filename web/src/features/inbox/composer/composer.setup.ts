// Owns a composer set up for tests: an agent who writes in an open conversation.
import type { Me } from '@indoshopster/contracts/web-api/auth'
import { PiniaColada } from '@pinia/colada'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { fakeGateway } from '../../../api/fake-gateway.ts'
import { useAccount } from '../../account/account.store.ts'
import { session } from '../../sessions/sessions.examples.ts'
import { conversation } from '../inbox.examples.ts'
import ThreadComposer from './ThreadComposer.vue'

/** Attached to the page, so that it can have the focus; the test takes it away. */
export function mountComposer(props: Partial<InstanceType<typeof ThreadComposer>['$props']> = {}) {
  localStorage.clear()
  const pinia = createPinia()
  setActivePinia(pinia)
  fakeGateway(() => ({ body: { templates: [] } }))
  useAccount().me = {
    account: { id: 'rina', name: 'Rina', workspaceName: 'Toko', role: 'agent' },
    colleagues: [],
    limits: { mediaBytes: 1_000 },
  } as unknown as Me // the parts that the composer reads
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
