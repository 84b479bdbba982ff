// Types of debian-package.mjs for tests in TypeScript.
export function mirrorsIn(sources: string, release: string): string[]
