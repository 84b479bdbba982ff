// Owns what happens when a quick reply was chosen: its words go to the cursor, gaps that nobody knows are asked for.
import type { Media } from '@indoshopster/contracts/session/media'
import type { TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'
import { shallowRef } from 'vue'
import { type KnownFacts, knownValues } from './quick-reply-values.ts'

interface Ports {
  facts(): KnownFacts
  /** Puts words into the text in place of what stands from `from` to the cursor. */
  insert(words: string, from: number): Promise<void>
  addPicture(picture: Media): void
}

export function useQuickReply({ facts, insert, addPicture }: Ports) {
  const filling = shallowRef<{ template: TemplateView; known: Record<string, string>; from: number } | null>(
    null,
  )

  async function takeWords(template: TemplateView, words: string, from: number): Promise<void> {
    filling.value = null
    if (template.picture) addPicture(template.picture)
    await insert(words, from)
  }

  return {
    /** The quick reply whose gaps are being asked for. */
    filling,
    takeWords,
    async take(template: TemplateView, from: number): Promise<void> {
      const known = knownValues(template.variables, facts())
      if (template.variables.every((name) => known[name] !== undefined)) {
        const { renderQuickReply } = await import('./render-quick-reply.ts')
        const words = await renderQuickReply(template.body, known).catch(() => null)
        if (words !== null) return takeWords(template, words, from)
      }
      filling.value = { template, known, from }
    },
  }
}
