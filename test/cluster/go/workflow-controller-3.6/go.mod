module wf-defaults.test/workflow-controller

go 1.24.2

tool github.com/argoproj/argo-workflows/v3/cmd/workflow-controller

require github.com/argoproj/argo-workflows/v3 v3.6.10
