// Answers: which of the first steps of a new business are done?
import { computed } from 'vue'
import { useAccount } from '../account/account.store.ts'
import { useCounts } from '../inbox/counts.store.ts'
import { useSessions } from '../sessions/sessions.store.ts'
import { useTemplates } from '../templates/templates.api.ts'

export type FirstStep = 'number' | 'scan' | 'hello' | 'quickReply' | 'invite'

/** Each step with the page it is done on. */
export function useFirstSteps() {
  const account = useAccount()
  const counts = useCounts()
  const sessions = useSessions()
  const { data } = useTemplates()

  const steps = computed<{ key: FirstStep; done: boolean; to: string }[]>(() => {
    const { open, snoozed, resolved } = counts.counts
    return [
      { key: 'number', done: sessions.list.length > 0, to: '/settings/numbers' },
      { key: 'scan', done: sessions.anyLinked, to: '/settings/numbers' },
      { key: 'hello', done: open + snoozed + resolved > 0, to: '/inbox/open' },
      {
        key: 'quickReply',
        done: data.value?.templates.some((one) => one.kind === 'quick_reply') ?? false,
        to: '/templates/new?kind=quick_reply',
      },
      { key: 'invite', done: (account.me?.colleagues.length ?? 0) > 1, to: '/settings/staff' },
    ]
  })
  return { steps, loaded: computed(() => data.value !== undefined && sessions.loaded && counts.known) }
}
