/** A Workflow with nothing said about how it should run. */
export const HELLO = `# a greeting
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: hello-
spec:
  entrypoint: main
  templates:
    - name: main
      container:
        image: busybox # small
        command: [echo, "on"]
`

/** An object that is not Argo's. */
export const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata: {name: config}
data: {mode: "0o644"}
`

/** A Namespace with a value of the label that opts in, or without it. */
export function namespace(name: string, value?: string): string {
  const labels = value === undefined ? '' : `, labels: {workflows.panfactum.com/defaults: ${value}}`
  return `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}${labels}}\n`
}

/** HELLO in a namespace of its own. */
export function helloIn(name: string): string {
  return HELLO.replace('  generateName', `  namespace: ${name}\n  generateName`)
}
