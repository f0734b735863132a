import t from 'tap'
import { createMetrics } from '../../src/server/metrics.ts'
import { readMetric } from './helpers/metric.ts'

const ANSWER = {
  kind: 'Workflow',
  operation: 'CREATE',
  outcome: 'patched',
  counts: { injected: 12, kept: 3, skipped: 1 },
  durationMs: 0.4,
}

t.test('counts answers by kind, operation and outcome, with what became of their defaults', async (t) => {
  const metrics = createMetrics()

  metrics.countAnswer(ANSWER)
  metrics.countAnswer({ ...ANSWER, durationMs: 700 })
  metrics.countAnswer({ ...ANSWER, outcome: 'unchanged', counts: { injected: 0, kept: 4, skipped: 0 } })

  const text = await metrics.print()
  const requests = (outcome: string): number | undefined =>
    readMetric(text, `wf_defaults_requests_total{kind="Workflow",operation="CREATE",outcome="${outcome}"}`)
  t.equal(requests('patched'), 2)
  t.equal(requests('unchanged'), 1)
  t.equal(readMetric(text, 'wf_defaults_decisions_total{decision="injected"}'), 24)
  t.equal(readMetric(text, 'wf_defaults_decisions_total{decision="kept"}'), 10)
  t.equal(readMetric(text, 'wf_defaults_decisions_total{decision="skipped"}'), 2)
  t.equal(readMetric(text, 'wf_defaults_request_duration_seconds_bucket{le="0.0005"}'), 2)
  t.equal(readMetric(text, 'wf_defaults_request_duration_seconds_bucket{le="1"}'), 3)
})

t.test('makes no series for what anybody may write', async (t) => {
  const metrics = createMetrics()

  for (const kind of ['Pod', 'Whatever', '']) metrics.countAnswer({ ...ANSWER, kind, operation: kind })

  const text = await metrics.print()
  t.equal(readMetric(text, 'wf_defaults_requests_total{kind="other",operation="other",outcome="patched"}'), 3)
  t.notMatch(text, /Whatever/u)
})

t.test('counts refusals, faults and reloads', async (t) => {
  const metrics = createMetrics()

  metrics.countRefusal(413)
  metrics.countFault()
  metrics.countTlsFault()
  metrics.countReload('settings', 'failure')
  metrics.countReload('certificate', 'success')

  const text = await metrics.print()
  t.equal(readMetric(text, 'wf_defaults_refusals_total{status="413"}'), 1)
  t.equal(readMetric(text, 'wf_defaults_errors_total'), 1)
  t.equal(readMetric(text, 'wf_defaults_tls_errors_total'), 1)
  t.equal(readMetric(text, 'wf_defaults_reloads_total{what="settings",result="failure"}'), 1)
  t.equal(readMetric(text, 'wf_defaults_reloads_total{what="certificate",result="success"}'), 1)
})

t.test('shows one hash of settings at a time, and when the certificate expires', async (t) => {
  const metrics = createMetrics()

  metrics.setSettingsHash('a1b2c3d4')
  metrics.setSettingsHash('e5f6a7b8')
  metrics.setCertificateExpiry(new Date('2027-03-04T05:06:07Z'))

  const text = await metrics.print()
  t.equal(readMetric(text, 'wf_defaults_settings_info{hash="a1b2c3d4"}'), undefined)
  t.equal(readMetric(text, 'wf_defaults_settings_info{hash="e5f6a7b8"}'), 1)
  t.equal(readMetric(text, 'wf_defaults_certificate_expiry_timestamp_seconds'), Date.UTC(2027, 2, 4, 5, 6, 7) / 1000)
})

t.test('shows the process and the delay of its event loop, all under one prefix', async (t) => {
  const text = await createMetrics().print()

  t.match(text, /^wf_defaults_process_resident_memory_bytes \d/mu)
  t.match(text, /^wf_defaults_nodejs_eventloop_lag_p99_seconds /mu)
  const names = text.match(/^[a-z]\w*/gmu) ?? []
  t.strictSame(
    names.filter((name) => !name.startsWith('wf_defaults_')),
    [],
  )
})
