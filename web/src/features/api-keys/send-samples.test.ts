// Proves that the samples of the send guide can be pasted as they are.
import { describe, expect, it } from 'vitest'
import { sendSample } from './send-samples.ts'

const facts = {
  origin: "https://chat.toko'ku.id",
  apiKey: 'isk_live_x',
  template: { id: 7, variables: ['fullname', 'awb'] },
}

describe('send samples', () => {
  it('hold the workspace’s own template and key', () => {
    for (const language of ['curl', 'jquery'] as const) {
      const sample = sendSample(language, facts)
      expect(sample).toContain('"template_id": 7')
      expect(sample).toContain('"api_key": "isk_live_x"')
      expect(sample).toContain('"fullname": "Mr. Smith"')
      expect(sample).toContain('"awb": "<awb>"')
    }
  })

  it('quote for the shell', () => {
    expect(sendSample('curl', facts)).toContain(`'https://chat.toko'\\''ku.id/sendWhatsappMessage'`)
  })
})
