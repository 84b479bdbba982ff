// Types of chromium.mjs for stories and benchmarks in TypeScript.
export function findChromium(): string | null
export function ensureChromium(): string | null
