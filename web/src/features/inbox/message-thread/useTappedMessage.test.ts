// Proves that a tap opens the actions of a message until a tap elsewhere, and that a screen reader reaches them.
import { mount } from '@vue/test-utils'
import { nextTick, useTemplateRef } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import { useTappedMessage } from './useTappedMessage.ts'

let unmount = () => {}
afterEach(() => unmount())

function thread() {
  const wrapper = mount(
    {
      setup() {
        return useTappedMessage(useTemplateRef<HTMLElement>('list'))
      },
      template: `
        <div ref="list">
          <article v-for="id in ['a', 'b']" :key="id" :data-message-id="id">
            <button data-actions>Actions</button><p>Halo</p><a href="#x">x</a>
            <div v-if="tapped === id" role="toolbar"><button data-stays>Copy</button><button>Reply</button></div>
          </article>
        </div>
        <h2>Budi</h2>`,
    },
    { attachTo: document.body },
  )
  unmount = () => wrapper.unmount()
  async function tap(selector: string, pointerType = 'touch') {
    const { element } = wrapper.get(selector)
    element.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType }))
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    await nextTick()
    await nextTick()
  }
  const open = () =>
    wrapper.findAll('article:has([role=toolbar])').map((one) => one.attributes('data-message-id'))
  return { tap, open }
}

describe('the actions of a message', () => {
  it('open with a tap, and stay until a tap elsewhere', async () => {
    const { tap, open } = thread()
    await tap('[data-message-id=a] p')
    expect(open()).toEqual(['a'])
    await tap('[data-message-id=a] [data-stays]')
    await tap('[data-message-id=a] a')
    expect(open()).toEqual(['a'])
    await tap('[data-message-id=b] p')
    expect(open()).toEqual(['b'])
    await tap('h2')
    expect(open()).toEqual([])
  })

  it('close with a second tap, and once one was chosen', async () => {
    const { tap, open } = thread()
    await tap('[data-message-id=a] p')
    await tap('[data-message-id=a] p')
    expect(open()).toEqual([])
    await tap('[data-message-id=a] p')
    await tap('[role=toolbar] button:not([data-stays])')
    expect(open()).toEqual([])
  })

  it('do not open with a mouse, which need only point, nor by a link', async () => {
    const { tap, open } = thread()
    await tap('[data-message-id=a] p', 'mouse')
    await tap('[data-message-id=a] a')
    expect(open()).toEqual([])
  })

  it('open from the button that a screen reader finds, and get the focus', async () => {
    const { tap, open } = thread()
    await tap('[data-message-id=b] [data-actions]', 'mouse')
    expect(open()).toEqual(['b'])
    expect(document.activeElement?.textContent).toBe('Copy')
    await tap('[data-message-id=b] [data-actions]')
    expect(open()).toEqual([])
  })
})
