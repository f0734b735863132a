import { chmodSync } from 'node:fs'
import { Readable } from 'node:stream'
import t from 'tap'
import { listFiles, readStandardInput, readText } from '../../src/cli/read-inputs.ts'

t.test('lists a file, and the manifests of a folder by their names', async (t) => {
  const folder = t.testdir({
    'b.yml': '',
    'a.yaml': '',
    'c.json': '',
    'd.txt': '',
    sub: { 'e.yaml': '', deep: { 'f.json': '' } },
  })

  t.strictSame(await listFiles(`${folder}/d.txt`, false), [`${folder}/d.txt`])
  t.strictSame(
    await listFiles(folder, false),
    ['a.yaml', 'b.yml', 'c.json'].map((name) => `${folder}/${name}`),
  )
  t.strictSame(
    await listFiles(folder, true),
    ['a.yaml', 'b.yml', 'c.json', 'sub/deep/f.json', 'sub/e.yaml'].map((name) => `${folder}/${name}`),
  )
})

t.test('says what it expected where there is nothing to list', async (t) => {
  const folder = t.testdir({ 'a.txt': '' })

  await t.rejects(listFiles(`${folder}/no`, false), {
    name: 'InputFault',
    message: `${folder}/no: expected a file or a folder, but there is none`,
  })
  await t.rejects(listFiles(folder, false), {
    message: `${folder}: expected files that end in .yaml, .yml or .json in this folder, but there are none; -R reads its sub-folders too`,
  })
  await t.rejects(listFiles(folder, true), { message: /but there are none$/u })
})

t.test('reads text in UTF-8, from a file or from standard input', async (t) => {
  const folder = t.testdir({ 'a.yaml': 'é: 1\n', 'b.yaml': Buffer.from([0x61, 0xff]) })

  t.strictSame(await readText(`${folder}/a.yaml`), { name: `${folder}/a.yaml`, text: 'é: 1\n' })
  t.strictSame(await readStandardInput(Readable.from([Buffer.from([0xc3]), Buffer.from([0xa9])])), {
    name: 'standard input',
    text: 'é',
  })
  await t.rejects(readText(`${folder}/b.yaml`), {
    name: 'InputFault',
    message: `${folder}/b.yaml: expected text in UTF-8, but came other bytes`,
  })
})

t.test('says why a file cannot be read', async (t) => {
  const folder = t.testdir({ 'a.yaml': '' })
  chmodSync(`${folder}/a.yaml`, 0)

  await t.rejects(readText(folder), { message: `${folder}: expected a file, but it is a folder` })
  await t.rejects(readText(`${folder}/a.yaml/b`), { message: /: expected to read it, but came ENOTDIR/u })
})
