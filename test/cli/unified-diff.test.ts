import t from 'tap'
import { printHunks } from '../../src/cli/unified-diff.ts'

const LINES = Array.from({ length: 20 }, (_, index) => `l${index + 1}\n`)

t.test('shows three lines around a change', async (t) => {
  t.equal(
    printHunks(LINES, [{ line: 9, removed: ['l10\n'], added: ['x\n', 'y\n'] }]),
    '@@ -7,7 +7,8 @@\n l7\n l8\n l9\n-l10\n+x\n+y\n l11\n l12\n l13\n',
  )
})

t.test('shows what there is at the beginning and at the end', async (t) => {
  t.equal(printHunks(LINES, [{ line: 0, removed: [], added: ['x\n'] }]), '@@ -1,3 +1,4 @@\n+x\n l1\n l2\n l3\n')
  t.equal(printHunks(LINES, [{ line: 20, removed: [], added: ['x\n'] }]), '@@ -18,3 +18,4 @@\n l18\n l19\n l20\n+x\n')
})

t.test('shows changes together that are close, and counts on from those before', async (t) => {
  const hunks = printHunks(LINES, [
    { line: 2, removed: [], added: ['x\n'] },
    { line: 8, removed: ['l9\n'], added: [] },
    { line: 16, removed: [], added: ['y\n'] },
  ])

  t.strictSame(hunks.match(/^@@.*/gmu), ['@@ -1,12 +1,12 @@', '@@ -14,6 +14,7 @@'])
})

t.test('says where a line has no break', async (t) => {
  t.equal(
    printHunks(['a'], [{ line: 0, removed: ['a'], added: ['a\n', 'b\n'] }]),
    '@@ -1,1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n',
  )
})
