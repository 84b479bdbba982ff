// Owns judging a template while it is typed: waits for a pause, asks the server, drops answers that are overtaken.
import type { Preview } from '@indoshopster/contracts/web-api/templates'
import { watchDebounced } from '@vueuse/core'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { previewTemplate } from './templates.api.ts'

const pauseMs = 250

/** The newest judgement of `body` with `values`; the last one stays while the next is on its way. */
export function useTemplatePreview(body: () => string, values: () => Record<string, string>) {
  const preview = shallowRef<Preview | null>(null)
  const failed = ref(false)
  let asking = new AbortController()

  async function ask(): Promise<void> {
    asking.abort()
    const mine = (asking = new AbortController())
    if (body().trim() === '') {
      preview.value = null
      return
    }
    const given = Object.entries(values()).filter(([, value]) => value !== '')
    try {
      preview.value = await previewTemplate(body(), Object.fromEntries(given), mine.signal)
      failed.value = false
    } catch {
      if (!mine.signal.aborted) failed.value = true
    }
  }

  watchDebounced([body, () => JSON.stringify(values())], ask, { debounce: pauseMs })
  void ask()
  onScopeDispose(() => asking.abort())
  return { preview, failed }
}
