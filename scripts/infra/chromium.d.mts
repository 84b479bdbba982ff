// Types of chromium.mjs for the browser stories.
export function findChromium(): string | null
