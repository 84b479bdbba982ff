// Owns how `min_seq` of a query becomes `minSeq` of an endpoint.

/** Spread it into a request: nothing when the caller did not ask to read its own write. */
export const minSeqOf = (query: { min_seq?: number }) =>
  query.min_seq === undefined ? {} : { minSeq: query.min_seq }
