// Owns the names of what every service measures; instruments are made at first use, once telemetry runs.
import { type Counter, type Histogram, metrics } from '@opentelemetry/api'

const meter = () => metrics.getMeter('indoshopster')
const histograms = new Map<string, Histogram>()
const counters = new Map<string, Counter>()

/** Bucket bounds in seconds, from a fast append to a request that hangs. */
const boundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Records how long something took, in seconds. Labels hold codes and names, never personal data or ids. */
export function recordSeconds(
  name: string,
  description: string,
  seconds: number,
  labels: Record<string, string>,
) {
  let histogram = histograms.get(name)
  if (!histogram) {
    histogram = meter().createHistogram(name, {
      description,
      unit: 's',
      advice: { explicitBucketBoundaries: boundaries },
    })
    histograms.set(name, histogram)
  }
  histogram.record(seconds, labels)
}

/** Counts one occurrence. */
export function count(name: string, description: string, labels: Record<string, string>, amount = 1) {
  let counter = counters.get(name)
  if (!counter) {
    counter = meter().createCounter(name, { description })
    counters.set(name, counter)
  }
  counter.add(amount, labels)
}

/** Observes a level whenever metrics are read. */
export function observeLevel(
  name: string,
  description: string,
  labels: Record<string, string>,
  read: () => number,
) {
  meter()
    .createObservableGauge(name, { description })
    .addCallback((result) => result.observe(read(), labels))
}
