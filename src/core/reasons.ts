/**
 * The closed list of reason codes, each with what it says to a person.
 * `docs/reasons.md` lists them; a test produces each.
 */

/** Why a default was injected, kept or skipped. The sentence gets the decision's detail. */
export const DECISION_REASONS = {
  absent: () => 'not set',
  null: () => 'was null, which sets nothing',
  empty: () => 'was an empty value that every Go client sends, which sets nothing',
  spread: () => 'asked for by a spread entry',
  'user-set': (value) => `the user set ${value}`,
  'equals-default': () => 'holds the default already',
  'set-elsewhere': (where) => `set at ${where}, where Argo takes it from`,
  malformed: (where) => `${where} is not of the shape that Argo reads; left as it is`,
  'skip-annotation': () => 'the annotation workflows.panfactum.com/skip names it',
  'name-taken': (name) => `the name ${name} is taken`,
  'volume-not-listed': (name) => `the user lists the volumes here, and ${name} as we know it is not among them`,
  'claim-out-of-reach': (name) => `a containerSet does not get the claim ${name} of the spec by its containers' mounts`,
  'mount-collides': (what) => `the mount would collide with ${what}`,
  'tag-unresolved': (tag) => `${tag} does not resolve here`,
  'reference-absent': (what) => `${what} does not exist`,
  'reference-unknown': (what) => `it is not known whether ${what} exists`,
  'namespaced-reference': (what) => `${what} need not exist in the namespaces that use a cluster-scoped template`,
  'no-artifact-repository': () => 'no artifact repository is known, and logs cannot be kept without one',
  'namespace-repository': (namespace) =>
    `a ConfigMap of the namespace ${namespace} names its default artifact repository`,
  'lifecycle-hook': (where) => `retries and the lifecycle hook of ${where} do not mix`,
  'child-of-workflow': () => 'a Workflow made this one, and may hold the lock while it waits',
  'makes-workflows': (where) => `${where} makes Workflows, which may wait for this one's lock`,
  'same-lock': (name) => `a template of this object takes the lock ${name} too`,
  daemon: (where) => `${where} is a daemon, which would count against the limit for ever`,
  windows: (where) => `${where} runs on Windows`,
  'pod-resources': (where) => `${where} sets the resources of the whole pod`,
  'env-from': () => 'envFrom may set the same variables, and env would win over it',
  'parameter-undefined': (name) => `the object does not define the parameter ${name}`,
  'parameter-without-value': (name) => `the parameter ${name} has no value, and a Workflow needs one`,
  'value-not-in-enum': (name) => `the value of the parameter ${name} is not among those of its enum`,
  'input-captured': (where) => `the inline template ${where} declares the same input`,
  'inherits-arguments': () => 'an exit hook without arguments gets those of the workflow',
  'no-workload-name': () => 'the object has no name that a label can hold',
} as const satisfies Record<string, (detail: string) => string>

/** Why an object as a whole was left alone. The sentence gets a detail too. */
export const OBJECT_REASONS = {
  'not-argo': (what) => `${what} is not a kind that wf-defaults works on`,
  'other-operation': (what) => `${what} is not an operation that wf-defaults works on for this kind`,
  'not-changed': () => 'neither the spec nor a label or annotation of wf-defaults changed',
  'not-opted-in': (what) => `${what} has no label workflows.panfactum.com/defaults: enabled`,
  'opted-out': () => 'the object has the label workflows.panfactum.com/defaults: disabled',
  'has-run-state': (what) => `the Workflow has run already: it has ${what}`,
  'workflow-template-ref': () => 'the spec comes from spec.workflowTemplateRef, and the template carries the defaults',
  'being-deleted': () => 'the object is being deleted',
  'malformed-object': (what) => `${what}, so that there is nothing to set a default in`,
  'namespace-unknown': (name) => `it is not known what the annotations of the Namespace ${name} set`,
  'bad-annotation': (faults) => faults,
  'too-large': (sizes) => sizes,
} as const satisfies Record<string, (detail: string) => string>

export type DecisionReason = keyof typeof DECISION_REASONS
export type ObjectReason = keyof typeof OBJECT_REASONS
