// Proves that a conversation a search found says why: the message with the words, its name, or its number.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../i18n/text.ts'
import { conversation, message, outgoing } from '../inbox/inbox.examples.ts'
import FoundLine from './FoundLine.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(() => void setActivePinia(createPinia()))

function line(search: string, hit?: MessageView, part: Partial<ConversationView> = {}) {
  const wrapper = mount(FoundLine, {
    props: { conversation: conversation(part), hit, search },
    slots: { default: 'Halo' },
  })
  return { text: wrapper.text(), marks: wrapper.findAll('mark').map((one) => one.text()) }
}

describe('why a conversation was found', () => {
  it('is the message with the words, marked, though a newer one came since', () => {
    const hit = message({ content: { kind: 'text', text: 'Ada harga grosir untuk 20 lusin?' } })
    expect(line('grosir lusin', hit)).toEqual({
      text: 'Ada harga grosir untuk 20 lusin?',
      marks: ['grosir', 'lusin'],
    })
  })

  it('says that it was us who wrote it', () => {
    const hit = outgoing({ content: { kind: 'text', text: 'Grosir mulai 12' } })
    expect(line('grosir', hit).text).toBe('We: Grosir mulai 12')
  })

  it.each(['0812 3456', '7890', '+62812'])('is its number for %s', (search) =>
    expect(line(search).text).toBe('Found in the number +62 812-3456-7890'),
  )

  it('is its name, which the row marks itself, so what stands there else stays', () => {
    expect(line('budi').text).toBe('Halo')
    expect(line('78', undefined, { phone: null }).text).toBe('Halo')
  })
})
