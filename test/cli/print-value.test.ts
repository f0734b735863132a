import t from 'tap'
import { printValue } from '../../src/cli/print-value.ts'

t.test('writes values on one line, with as few quotes as can be', async (t) => {
  t.equal(
    printValue({ a: [1, true, null, 'two words'], b: {}, c: [] }),
    '{a: [1, true, null, two words], b: {}, c: []}',
  )
  t.equal(
    printValue(['50m', 'docker.io/library/busybox:1.36.1', '/tmp']),
    '[50m, docker.io/library/busybox:1.36.1, /tmp]',
  )
})

t.test('quotes text that could be taken for something else', async (t) => {
  t.equal(
    printValue(['true', 'null', '1', '1e3', '', 'a: b', 'a:', '{{x}}']),
    '["true", "null", "1", "1e3", "", "a: b", "a:", "{{x}}"]',
  )
})
