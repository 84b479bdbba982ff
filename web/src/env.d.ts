// Tells TypeScript what a .vue import is where vue-tsc does not look.
/// <reference types="vite/client" />
