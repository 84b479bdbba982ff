// Owns the start of the app: theme, language, plugins, router, mount.
import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import './app.css'
import './ui/density.ts'
import './ui/theme.ts'
import App from './App.vue'
import { beginLocale, storedLocale } from './i18n/text.ts'
import { reloadWhenStale } from './reload-when-stale.ts'
import { createAppRouter } from './router.ts'

async function start(): Promise<void> {
  reloadWhenStale()
  await beginLocale(storedLocale())
  const app = createApp(App)
  const pinia = createPinia()
  app.use(pinia)
  app.use(PiniaColada)
  app.use(createAppRouter(pinia))
  app.mount('#app')
}

void start() // a failure here is a broken deployment and shows in the browser's console
