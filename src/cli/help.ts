/** What follows every complaint about the command line. */
export const HINT = 'wf-defaults --help and wf-defaults COMMAND --help say how to use it'

/** What `--help` says below the flags. */
export const OVERVIEW = `
Examples:
  wf-defaults explain -f workflow.yaml            what would be done to it, and why
  wf-defaults mutate -f workflow.yaml             the Workflow as it would run
  wf-defaults mutate -f manifests/ -R -o diff     what would change in a folder
  wf-defaults settings -f workflow.yaml           the settings in force for it
  wf-defaults check --settings settings.yaml      whether a settings file is right

Results go to standard output, everything else to standard error.
Exit codes: 0 all is well; 1 an input or the settings are at fault (the other inputs are done); 2 wrong usage.
wf-defaults COMMAND --help says more of a command.
`

const INPUTS = `
Inputs are read as kubectl reads them: YAML or JSON, any number of documents, Lists too; of a folder every .yaml,
.yml and .json. A Namespace among them stands for that of the cluster: without the label
workflows.panfactum.com/defaults: enabled its objects are left alone. Objects whose Namespace is not among the
inputs count as opted in; a ClusterWorkflowTemplate needs the label itself. What a default names, such as a
ConfigMap, is taken to exist.
`

export const MUTATE_HELP = `
Formats:
  yaml    the objects, with your comments and your spelling of every value; only what is added is new
  json    one object, or several as a List
  patch   the JSON Patch; of several objects a list of {object, patch}
  diff    a unified diff, which patch -p0 can apply
${INPUTS}
Examples:
  wf-defaults mutate -f workflow.yaml | kubectl create -f -
  wf-defaults mutate -f workflow.yaml -o diff
  kubectl get workflowtemplates -o yaml | wf-defaults mutate -f - -o diff

Objects that are not Argo's are printed as they came. An object that would be denied is not printed: standard error
says why, and the exit code is 1.
`

export const EXPLAIN_HELP = `
Each default is injected (it is not set in the object), kept (the object sets it, and stays as it is) or skipped (it
would have done harm). In parentheses: the setting that it comes from, and where that was set. Keys are those of the
annotation workflows.panfactum.com/skip, which leaves them alone: spec is left off, list items go by their names.

Formats:
  text    for people
  json    a list with an item for each object, for programs
${INPUTS}
Examples:
  wf-defaults explain -f workflow.yaml
  wf-defaults explain -f workflow.yaml --settings settings.yaml
  wf-defaults explain -f . -R -o json | jq '.[].outcome'
`

export const SETTINGS_HELP = `
Without -f the settings of the cluster: the built-in ones, those of --settings, and of the profile that it names. With -f
those of each object of Argo's among the inputs, annotations of it and of its Namespace included, or of each Namespace
where there are no such objects.

Formats:
  text    for people
  yaml    a settings file that says the same for a whole cluster
  json    for programs; with -f a list

Examples:
  wf-defaults settings --settings settings.yaml
  wf-defaults settings --settings settings.yaml -f namespace.yaml -f workflow.yaml
  wf-defaults settings --from-tfvars workflow.tfvars.json > settings.yaml

--from-tfvars names on standard error each input that no setting takes the place of, and what does.
`

export const CHECK_HELP = `
Example:
  wf-defaults check --settings settings.yaml

Exit codes: 0 the file is right; 1 it is not, and standard error says what is wrong, each fault with its path.
`

export const SERVE_HELP = `
Every flag has an environment variable of its name, which holds where the flag is not given: WF_DEFAULTS_LOG_LEVEL
for --log-level. (WF_DEFAULTS_ASSUME_REFERENCES is true or false.)

Examples:
  wf-defaults serve --assume-references
  wf-defaults serve --tls-cert-file tls.crt --tls-private-key-file tls.key --settings settings.yaml

Logs go to standard output, a JSON object a line. SIGTERM ends it when open connections are done.
`
