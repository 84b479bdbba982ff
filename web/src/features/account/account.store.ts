// Owns who is signed in on this page, and the names of colleagues.
import type { Me, SignedIn, SignInBody, SignUpBody } from '@indoshopster/contracts/web-api/auth'
import type { Role } from '@indoshopster/contracts/role'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { problemCode } from '../../api/problem.ts'
import { setCsrfToken } from '../../api/request.ts'
import { watchOtherTabs } from './account-tabs.ts'
import * as api from './account.api.ts'

// Its own little table: the contract's would bring its schema library into the first page.
const ranks: Record<Role, number> = { viewer: 0, agent: 1, admin: 2, owner: 3 }

export const useAccount = defineStore('account', () => {
  const me = shallowRef<Me | null>(null)
  const account = computed(() => me.value?.account ?? null)
  const names = computed(() => new Map(me.value?.colleagues.map((one) => [one.id, one.name])))

  /** Whether the role of who is signed in includes another one; the gateway decides, this only shows or hides. */
  const may = (role: Role): boolean => ranks[account.value?.role ?? 'viewer'] >= ranks[role]

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

  /** Asks again who is signed in: colleagues, role and the key of files change while the page is open. */
  async function refresh(): Promise<void> {
    if (!me.value) return
    const fresh = await api.fetchMe()
    if (me.value) me.value = fresh
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
    may,
    load,
    refresh,
    forget,
    signIn: (body: SignInBody) => enter(api.signIn(body)),
    signUp: (body: SignUpBody) => enter(api.signUp(body)),
    /** Makes an account by an invitation. */
    join: (body: api.JoinBody) => enter(api.join(body)),
    async rename(name: string) {
      await api.renameMe(name)
      const mine = me.value
      if (!mine) return
      const { account, colleagues } = mine
      me.value = {
        ...mine,
        account: { ...account, name },
        colleagues: colleagues.map((one) => (one.id === account.id ? { ...one, name } : one)),
      }
    },
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
