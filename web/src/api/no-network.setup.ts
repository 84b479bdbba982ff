// Owns that tests of the page never reach a network: what nobody answers fails at once and leaves nothing behind.

globalThis.fetch = () =>
  Promise.reject(new TypeError('Tests of the page have no network: answer with fakeGateway.'))

export {}
