// Owns what the stories are configured with; the only file here that looks at the environment.

/** A folder for a picture of every screen that is looked at; empty: none are taken. */
export const screenshots = process.env.SCREENSHOTS ?? ''
