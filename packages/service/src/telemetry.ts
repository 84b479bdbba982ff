// Owns OpenTelemetry of a service process: traces out by OTLP where an endpoint is configured, metrics for Prometheus.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { context, metrics, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import {
  AlwaysOffSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'

export interface TelemetryOptions {
  readonly service: string
  /** Base URL of an OTLP/HTTP collector; empty: no trace leaves, but trace ids still cross services and logs. */
  readonly otlpEndpoint: string
  /** Share of traces that are recorded, 0 to 1; a caller's own decision wins. */
  readonly sampleRatio: number
}

export interface Telemetry {
  /** Everything measured so far, as Prometheus text. */
  prometheusText(): Promise<string>
  /** Sends what is still buffered. */
  stop(): Promise<void>
}

/**
 * Starts telemetry. Spans are made by hand at the edges (HTTP, NATS, wire): instrumenting every library costs
 * throughput on every request and tells nothing about messages. Metrics made before this call are lost.
 */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const resource = resourceFromAttributes({ 'service.name': options.service })
  const tracing = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({
      root: options.otlpEndpoint ? new TraceIdRatioBasedSampler(options.sampleRatio) : new AlwaysOffSampler(),
    }),
    spanProcessors: options.otlpEndpoint ? [await exportTo(options.otlpEndpoint)] : [],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(tracing)
  const reader = new PrometheusExporter({ preventServerStart: true })
  const measuring = new MeterProvider({ resource, readers: [reader] })
  metrics.setGlobalMeterProvider(measuring)
  measureProcess()
  const serializer = new PrometheusSerializer()
  return {
    prometheusText: async () => serializer.serialize((await reader.collect()).resourceMetrics),
    stop: async () => {
      await Promise.allSettled([tracing.shutdown(), measuring.shutdown()])
    },
  }
}

/** The exporter is loaded only where there is a collector. */
async function exportTo(endpoint: string): Promise<BatchSpanProcessor> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
  return new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1000 })
}

function measureProcess(): void {
  const meter = metrics.getMeter('indoshopster')
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  meter
    .createObservableGauge('process_resident_memory_bytes', { description: 'Resident memory, bytes' })
    .addCallback((result) => result.observe(process.memoryUsage.rss()))
  meter
    .createObservableGauge('process_event_loop_delay_p99_seconds', {
      description: 'Event loop delay since the last reading, 99th percentile, seconds',
    })
    .addCallback((result) => {
      result.observe(delay.percentile(99) / 1e9)
      delay.reset()
    })
}
