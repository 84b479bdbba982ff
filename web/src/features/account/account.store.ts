// Owns who is signed in on this page, and the names of colleagues.
import type { Me, SignedIn, SignInBody, SignUpBody } from '@indoshopster/contracts/web-api/auth'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { problemCode } from '../../api/problem.ts'
import { setCsrfToken } from '../../api/request.ts'
import { watchOtherTabs } from './account-tabs.ts'
import * as api from './account.api.ts'

export const useAccount = defineStore('account', () => {
  const me = shallowRef<Me | null>(null)
  const account = computed(() => me.value?.account ?? null)
  const names = computed(() => new Map(me.value?.colleagues.map((one) => [one.id, one.name])))

  let nobody = false
  const tellOtherTabs = watchOtherTabs(
    () => account.value?.id ?? null,
    () => location.reload(),
  )

  /** Asks who is signed in, once; false when nobody is. Throws when the gateway cannot say. */
  async function load(): Promise<boolean> {
    if (me.value || nobody) return !nobody
    try {
      me.value = await api.fetchMe()
    } catch (error) {
      nobody = problemCode(error) === 'not_signed_in'
      if (nobody) return false
      throw error
    }
    setCsrfToken(me.value.csrfToken)
    return true
  }

  async function enter(signedIn: Promise<SignedIn>): Promise<void> {
    setCsrfToken((await signedIn).csrfToken)
    me.value = null
    nobody = false
    await load()
    tellOtherTabs(account.value?.id ?? null)
  }

  /** Forgets who was signed in; the page shows the sign-in form next. */
  function forget(): void {
    me.value = null
    nobody = true
    setCsrfToken('')
  }

  return {
    me,
    account,
    load,
    forget,
    signIn: (body: SignInBody) => enter(api.signIn(body)),
    signUp: (body: SignUpBody) => enter(api.signUp(body)),
    /** Ends this sign-in, or every sign-in of the account. */
    async signOut(everywhere: boolean) {
      await api.signOut(everywhere)
      forget()
      tellOtherTabs(null)
    },
    /** The name of a colleague; undefined for an account that is gone. */
    nameOf: (accountId: string) => names.value.get(accountId),
  }
})
