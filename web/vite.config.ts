// Owns how the app is built and, in `npm run dev`, where its API calls go.
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { keepBudgets } from './budgets.ts'
import { fetchFirstPageAtOnce } from './first-page.ts'
import { precompress } from './precompress.ts'

const gateway = { target: 'http://localhost:1212', changeOrigin: false }

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [vue(), tailwindcss(), fetchFirstPageAtOnce(), keepBudgets(), precompress()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The gateway's CSP allows no `data:` fonts or scripts, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What the first page needs is one file: left to itself it is many small ones, and a browser asks for six at a time.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
  },
  server: { proxy: { '/app': gateway, '/live': gateway } },
})
