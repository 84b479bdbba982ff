// Gives live tests a browser's ear: reads GET /live frame by frame.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import type { Tenant } from './house.ts'

export interface Heard {
  readonly id: number | null
  readonly frame: LiveFrame
}

export interface Listener {
  readonly heard: Heard[]
  /** True once the server has ended the stream. */
  readonly ended: () => boolean
  close(): void
}

/** Opens a stream; `lastEventId` as a browser that comes back. */
export async function listen(url: string, tenant: Tenant, lastEventId?: number): Promise<Listener> {
  const closing = new AbortController()
  const response = await fetch(`${url}/live`, {
    signal: closing.signal,
    headers: {
      cookie: `__Host-indoshopster=${tenant.token}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
    },
  })
  if (response.status !== 200 || !response.body) throw new Error(`/live answered ${response.status}`)
  const heard: Heard[] = []
  let ended = false
  const reading = async (body: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        const id = /^id: (\d+)$/m.exec(block)?.[1]
        // Frames are what the contract says; the unit tests hold them against it.
        if (data)
          heard.push({ id: id === undefined ? null : Number(id), frame: JSON.parse(data) as LiveFrame })
      }
    }
  }
  reading(response.body)
    .catch(() => {})
    .finally(() => {
      ended = true
    })
  return { heard, ended: () => ended, close: () => closing.abort() }
}
