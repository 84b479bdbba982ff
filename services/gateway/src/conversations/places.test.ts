// Owns the rules of what is remembered of conversations, and when it is asked for anew.
import { recorded } from '@indoshopster/contracts/examples'
import type { getConversation } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { RequestOf } from '@indoshopster/contracts/endpoint'
import { describe, expect, it } from 'vitest'
import type { Ask } from '../ports.ts'
import { createPlaces } from './places.ts'

const workspace = 'w'
const erasure = (conversationId: string, sequence: number) =>
  recorded('inbox.contact_erased.v1', conversationId, { conversationId }, { workspace, sequence })

/** An inbox that answers when it is let; `asked` is what it was asked. */
function inbox() {
  const asked: RequestOf<typeof getConversation>[] = []
  let erased = false
  let open: (() => void) | undefined
  const ask = async (_endpoint: unknown, request: RequestOf<typeof getConversation>) => {
    asked.push(request)
    const answer = { sessionId: 's', contactId: 'c', erased }
    if (open) await new Promise<void>((resolve) => (open = resolve))
    return answer
  }
  return {
    asked,
    // Only conversations are asked for here, and only these fields are read.
    places: createPlaces(ask as unknown as Ask),
    erase: () => void (erased = true),
    hold: () => void (open = () => {}),
    letGo() {
      open?.()
      open = undefined
    },
  }
}

describe('places of conversations', () => {
  it('are asked for once, each in its workspace', async () => {
    const { places, asked } = inbox()
    for (const one of ['a', 'a', 'b']) await places.find(workspace, one)
    await places.find('other', 'a')
    expect(asked.map((request) => [request.workspace, request.conversationId])).toEqual([
      ['w', 'a'],
      ['w', 'b'],
      ['other', 'a'],
    ])
  })

  it('are asked for anew after a merge or an erasure, of an inbox that knows of it', async () => {
    const { places, asked, erase } = inbox()
    await places.find(workspace, 'a')
    places.heard(erasure('a', 42))
    erase()
    expect(await places.find(workspace, 'a')).toMatchObject({ erased: true })
    expect(asked.at(-1)).toMatchObject({ minSeq: 42 })
    const merge = { chatId: 'a', mergedChatId: 'b' }
    places.heard(recorded('session.chat_merged.v1', 'a', merge, { workspace, sequence: 43 }))
    for (const one of ['a', 'b']) await places.find(workspace, one)
    expect(asked.slice(-2)).toMatchObject([{ minSeq: 43 }, { minSeq: 43 }])
  })

  it('are not kept when they changed while they were asked for', async () => {
    const house = inbox()
    house.hold()
    const finding = house.places.find(workspace, 'a')
    house.places.heard(erasure('a', 7))
    house.erase()
    house.letGo()
    await finding
    expect(await house.places.find(workspace, 'a')).toMatchObject({ erased: true })
  })
})
