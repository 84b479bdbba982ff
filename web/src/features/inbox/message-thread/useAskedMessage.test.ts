// Proves that the message an address asks for stays in it until somebody goes on, and can be asked for once more.
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useAskedMessage } from './useAskedMessage.ts'

async function opened(path: string) {
  const jumps: string[] = []
  let message: ReturnType<typeof useAskedMessage> | undefined
  const Thread = {
    setup() {
      message = useAskedMessage((id) => jumps.push(id))
      return () => null
    },
  }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:chat', component: Thread }],
  })
  await router.push(path)
  const wrapper = mount(Thread, { global: { plugins: [router] } })
  return { router, jumps, wrapper, message: () => message }
}

describe('the message an address asks for', () => {
  it('is shown when it is asked for, and again when it is asked for once more', async () => {
    const { router, jumps } = await opened('/a?m=one')
    await router.push('/a?m=two')
    await router.push('/a?m=two')
    expect(jumps).toEqual(['two', 'two'])
  })

  it('leaves the address, and nothing else does, when somebody goes on', async () => {
    const { router, message } = await opened('/a?m=one&text=kopi')
    expect(message()?.asked()).toBe('one')
    message()?.leave()
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/a?text=kopi')
  })

  it('is no business of a thread that is closed', async () => {
    const { router, jumps, wrapper } = await opened('/a?m=one')
    wrapper.unmount()
    await router.push('/a?m=one')
    expect(jumps).toEqual([])
  })
})
