// Owns the app's addresses, and that pages behind the sign-in are only shown to signed-in people.
import type { Pinia } from 'pinia'
import { createRouter, createWebHistory, type Router } from 'vue-router'
import { onSignedOut } from './api/request.ts'
import { useAccount } from './features/account/account.store.ts'
// Part of the first script: apart they would be thirty small files, each a journey to the server of its own.
import InboxPage from './features/inbox/InboxPage.vue'
import ShellPage from './features/shell/ShellPage.vue'
import { withWords } from './i18n/lazy.ts'
import { builtInViews } from './features/filter/inbox-views.ts'

/** Makes the router; it asks the account store who is signed in before the first page behind the sign-in. */
export function createAppRouter(pinia: Pinia): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      {
        path: '/sign-in',
        component: withWords(() => import('./features/account/SignInPage.vue')),
        meta: { open: true },
      },
      {
        path: '/sign-up',
        component: withWords(() => import('./features/account/SignUpPage.vue')),
        meta: { open: true },
      },
      {
        path: '/join',
        component: withWords(() => import('./features/account/JoinPage.vue')),
        meta: { open: true, signedInToo: true },
      },
      {
        path: '/',
        component: ShellPage,
        redirect: '/inbox/open',
        children: [
          {
            path: `inbox/:view(${builtInViews.join('|')}|v-[0-9a-f-]{36})/:conversationId?`,
            name: 'inbox',
            component: InboxPage,
          },
          {
            path: 'contacts',
            name: 'contacts',
            component: withWords(() => import('./features/contacts/ContactsPage.vue')),
          },
          {
            path: 'templates/:templateId(\\d+|new)?',
            name: 'templates',
            component: withWords(() => import('./features/templates/TemplatesPage.vue')),
          },
          {
            path: 'settings',
            component: withWords(() => import('./features/settings/SettingsPage.vue')),
            redirect: '/settings/numbers',
            children: [
              {
                path: 'numbers',
                name: 'numbers',
                component: withWords(() => import('./features/sessions/NumbersTab.vue')),
              },
              {
                path: 'staff',
                name: 'staff',
                component: withWords(() => import('./features/staff/StaffTab.vue')),
              },
              {
                path: 'labels',
                name: 'labels',
                component: withWords(() => import('./features/settings/LabelsTab.vue')),
              },
              {
                path: 'api-keys',
                name: 'api-keys',
                component: withWords(() => import('./features/api-keys/ApiKeysTab.vue')),
              },
              {
                path: 'profile',
                name: 'profile',
                component: withWords(() => import('./features/settings/ProfileTab.vue')),
              },
            ],
          },
        ],
      },
      { path: '/:unknown(.*)*', redirect: '/inbox/open' },
    ],
  })
  const account = useAccount(pinia)
  router.beforeEach(async (to) => {
    const signedIn = await account.load().catch(() => null)
    if (signedIn === null && to.meta['open'] !== true)
      return { path: '/sign-in', query: { next: to.fullPath } }
    if (to.meta['open'] === true) return signedIn && to.meta['signedInToo'] !== true ? '/inbox/open' : true
    return signedIn ? true : { path: '/sign-in', query: { next: to.fullPath } }
  })
  onSignedOut(() => {
    if (account.account === null) return // nobody was signed in: the guard above shows the form
    account.forget()
    // A whole new page, so that nothing of this account stays in memory for the next one.
    location.assign(
      `/sign-in?${new URLSearchParams({ next: router.currentRoute.value.fullPath }).toString()}`,
    )
  })
  return router
}
