import t from 'tap'
import { readServeOptions } from '../../src/cli/serve-flags.ts'

const DEFAULTS = {
  address: '0.0.0.0',
  port: 8443,
  opsAddress: '0.0.0.0',
  opsPort: 8081,
  debugPort: 8082,
  tlsCertFile: undefined,
  tlsPrivateKeyFile: undefined,
  webhookConfiguration: undefined,
  caSecret: 'wf-defaults-ca',
  kubeconfig: undefined,
  apiServer: undefined,
  settings: undefined,
  onError: 'allow',
  logLevel: 'info',
  assumeReferences: false,
  argoNamespace: 'argo',
}

t.test('serves as documented when nothing is said', async (t) => {
  t.strictSame(readServeOptions({}, {}), DEFAULTS)
})

t.test('takes each flag', async (t) => {
  const flags = {
    address: '::1',
    port: '0',
    opsAddress: '::2',
    opsPort: '1',
    debugPort: '65535',
    tlsCertFile: 'a.crt',
    tlsPrivateKeyFile: 'a.key',
    settings: 's.yaml',
    onError: 'fail',
    logLevel: 'debug',
    assumeReferences: true,
    argoNamespace: 'workflows',
    caSecret: 'ca',
    kubeconfig: 'config',
  }

  const options = readServeOptions(flags, { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' })

  const rest = {
    port: 0,
    opsPort: 1,
    debugPort: 65_535,
    apiServer: 'https://[fd00::1]:6443',
    webhookConfiguration: undefined,
  }
  t.strictSame(options, { ...flags, ...rest })
  t.equal(readServeOptions({ webhookConfiguration: 'hooks' }, {}).webhookConfiguration, 'hooks')
  t.equal(readServeOptions({}, { KUBERNETES_SERVICE_HOST: '10.0.0.1' }).apiServer, 'https://10.0.0.1:443')
})

t.test('takes the environment variable of a flag that is not given', async (t) => {
  const env = {
    WF_DEFAULTS_TLS_CERT_FILE: 'a.crt',
    WF_DEFAULTS_TLS_PRIVATE_KEY_FILE: 'a.key',
    WF_DEFAULTS_PORT: '1',
    WF_DEFAULTS_ASSUME_REFERENCES: 'true',
    WF_DEFAULTS_SETTINGS: '',
    WF_DEFAULTS_LOG_LEVEL: '',
  }

  t.strictSame(readServeOptions({ port: '2' }, env), {
    ...DEFAULTS,
    port: 2,
    tlsCertFile: 'a.crt',
    tlsPrivateKeyFile: 'a.key',
    assumeReferences: true,
  })
})

t.test('says which flag or variable does not fit, and what it expects', async (t) => {
  t.throws(() => readServeOptions({ debugPort: '65536' }, {}), {
    message: '--debug-port: expected a port from 0 to 65535, but came "65536"',
  })
  t.throws(() => readServeOptions({ port: '-1' }, {}), {
    message: '--port: expected a port from 0 to 65535, but came "-1"',
  })
  t.throws(() => readServeOptions({}, { WF_DEFAULTS_ON_ERROR: 'ignore' }), {
    message: 'WF_DEFAULTS_ON_ERROR: expected allow or fail, but came "ignore"',
  })
  t.throws(() => readServeOptions({ logLevel: 'loud' }, {}), { message: /^--log-level: expected trace or debug or/u })
  t.throws(() => readServeOptions({}, { WF_DEFAULTS_ASSUME_REFERENCES: '1' }), {
    message: 'WF_DEFAULTS_ASSUME_REFERENCES: expected true or false, but came "1"',
  })
})

t.test('wants a certificate and its key, or neither', async (t) => {
  const message = 'expected both --tls-cert-file and --tls-private-key-file, or neither, but came only one'

  t.throws(() => readServeOptions({ tlsCertFile: 'a.crt' }, {}), { name: 'UsageFault', message })
  t.throws(() => readServeOptions({}, { WF_DEFAULTS_TLS_PRIVATE_KEY_FILE: 'a.key' }), { message })
})

t.test('refuses certificate files beside a caBundle to keep', async (t) => {
  const flags = { tlsCertFile: 'a.crt', tlsPrivateKeyFile: 'a.key', webhookConfiguration: 'hooks' }

  t.throws(() => readServeOptions(flags, {}), {
    name: 'UsageFault',
    message: 'expected --tls-cert-file or --webhook-configuration, but came both',
  })
})
