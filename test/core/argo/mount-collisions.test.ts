import t from 'tap'
import type { ProposedMount } from '../../../src/core/argo/mount-collisions.ts'
import { findCollision, findReservedPath, findUsedPaths } from '../../../src/core/argo/mount-collisions.ts'
import { normalisePath } from '../../../src/core/argo/paths.ts'
import type { Json, JsonObject } from '../../../src/core/json.ts'
import { own } from '../../../src/core/json.ts'
import { partsOf } from '../../helpers/spec-parts.ts'

t.test('a mount at an artifact, or below it, collides with it (H6.5, H6.7)', async (t) => {
  for (const direction of ['inputs', 'outputs']) {
    const template = { [direction]: { artifacts: [{ name: 'a', path: '/data/in' }] } }

    t.equal(collide('/data/in', template), 'an artifact at /data/in', direction)
    t.equal(collide('/data/in/x', template), 'an artifact at /data/in', direction)
    t.equal(collide('/data/inn', template), undefined, direction)
  }
})

t.test('above an artifact, only one that cannot be written to does (H6.6)', async (t) => {
  const template = { inputs: { artifacts: [{ name: 'a', path: '/data/in' }] } }

  t.equal(collide({ path: '/data', isReadOnly: true }, template), 'an artifact at /data/in')
  t.equal(collide({ path: '/data', isReadOnly: false }, template), undefined)
})

t.test('the file of an output parameter is like an artifact', async (t) => {
  const template = {
    outputs: {
      parameters: [
        { name: 'p', valueFrom: { path: '/out/p.txt' } },
        { name: 'q', value: 'x' },
      ],
    },
  }

  t.equal(collide('/out/p.txt', template), 'an output parameter at /out/p.txt')
  t.equal(collide({ path: '/out', isReadOnly: true }, template), 'an output parameter at /out/p.txt')
  t.equal(collide('/out', template), undefined)
})

t.test('a mount of the whole containerSet is in each of its containers (H6.4)', async (t) => {
  const template = {
    containerSet: { volumeMounts: [{ name: 'v', mountPath: '/work/' }], containers: [{ name: 'main' }] },
  }

  t.equal(collide('/work', template), 'a mount of the containerSet at /work/')
  t.equal(collide('/work/x', template), undefined, 'mounts may lie in one another')
  t.equal(collide('/', template), undefined)
})

t.test('a container that mirrors the mounts of the main one has its own beside them (H4.6)', async (t) => {
  const container = { name: 's', mirrorVolumeMounts: true, volumeMounts: [{ name: 'v', mountPath: '/cache' }] }

  for (const list of ['sidecars', 'initContainers'])
    t.equal(
      collide('/cache', { [list]: [container] }),
      'a mount of a container that mirrors the main one at /cache',
      list,
    )
  t.equal(collide('/cache', { sidecars: [{ ...container, mirrorVolumeMounts: false }] }), undefined)
  t.equal(collide('/cache', { sidecars: [{ name: 's', volumeMounts: container.volumeMounts }] }), undefined)
})

t.test('a mount at the working directory, or above it, would hide what the image has there (H6.8)', async (t) => {
  const container = { workingDir: '/home/app' }

  t.equal(collide('/home/app', {}, container), 'the working directory at /home/app')
  t.equal(collide('/home', {}, container), 'the working directory at /home/app')
  t.equal(collide('/home/app/tmp', {}, container), undefined)
})

t.test('compares places and not spellings', async (t) => {
  t.equal(collide('/data/in', { inputs: { artifacts: [{ path: '/data//./in/' }] } }), 'an artifact at /data//./in/')
})

t.test('whatever has no path uses none', async (t) => {
  for (const inputs of [null, {}, { artifacts: 'text' }, { artifacts: [null, 'text', { name: 'a' }, { path: 7 }] }])
    t.equal(collide('/data', { inputs }), undefined, JSON.stringify(inputs))
  t.equal(
    collide('/data', { sidecars: [null, { mirrorVolumeMounts: true }], outputs: { parameters: [{}] } }),
    undefined,
  )
  t.equal(collide('/data', {}, { workingDir: '' }), undefined)
})

t.test("nothing may be mounted at, below or above what is Argo's own (H6.9)", async (t) => {
  const reserved = {
    '/argo': '/argo',
    '/argo/staging': '/argo',
    '/argo/inputs/artifacts': '/argo',
    '/var/run/argo': '/var/run/argo',
    '/var/run/argo/argoexec': '/var/run/argo',
    '/argo-bin': '/argo-bin',
    '/mainctrfs': '/mainctrfs',
    '/mainctrfs/tmp': '/mainctrfs',
    '/kube': '/kube/config',
    '/kube/config': '/kube/config',
    '/var/run/secrets/kubernetes.io/serviceaccount': '/var/run/secrets/kubernetes.io/serviceaccount',
    '/var/run/secrets': '/var/run/secrets/kubernetes.io/serviceaccount',
  }

  for (const [path, found] of Object.entries(reserved)) t.equal(findReservedPath(path), found, path)
  for (const path of ['/', '/var', '/var/run']) t.ok(findReservedPath(path), path)
})

t.test('anywhere else they may', async (t) => {
  for (const path of ['/tmp', '/argocd', '/argo-binary', '/kube/configs', '/etc/podinfo', '/var/running', '/run'])
    t.equal(findReservedPath(path), undefined, path)
})

/** What a mount would collide with in a template of these fields; one that can be written to, if nothing else is said. */
function collide(mount: ProposedMount | string, fields: JsonObject, container: Json = {}): string | undefined {
  const type = own(fields, 'containerSet') === undefined ? { container } : {}
  const template = partsOf({ templates: [{ ...type, ...fields, name: 'main' }] }).template('main')
  const proposed = typeof mount === 'string' ? { path: mount, isReadOnly: false } : mount
  return findCollision({ ...proposed, path: normalisePath(proposed.path) }, findUsedPaths(template, container))
}
