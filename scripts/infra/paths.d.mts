// Types of paths.mjs for tests and scripts in TypeScript.
export const repositoryRoot: string
export function inRepository(...parts: string[]): string
export const stateFolder: string
export const pinnedNode: string
export function localFolder(...parts: string[]): string
export function cacheFolder(...parts: string[]): string
