package main

import (
	"context"
	"encoding/json"
	"fmt"

	wfv1 "github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v3/workflow/common"
	"github.com/argoproj/argo-workflows/v3/workflow/templateresolution"
	"github.com/argoproj/argo-workflows/v3/workflow/validate"
)

// library holds the templates that objects may refer to, by their names. Of two with the same name the first one counts.
type library struct {
	templates        byName[*wfv1.WorkflowTemplate]
	clusterTemplates byName[*wfv1.ClusterWorkflowTemplate]
}

type byName[Kind any] map[string]Kind

// Get is what Argo's validator looks templates up with.
func (templates byName[Kind]) Get(name string) (Kind, error) {
	found, ok := templates[name]
	if !ok {
		return found, fmt.Errorf("there is no %q", name)
	}
	return found, nil
}

func newLibrary(texts []json.RawMessage) library {
	found := library{byName[*wfv1.WorkflowTemplate]{}, byName[*wfv1.ClusterWorkflowTemplate]{}}
	for _, text := range texts {
		object, err := decode(text)
		if err != nil {
			continue
		}
		switch object := object.(type) {
		case *wfv1.WorkflowTemplate:
			keepFirst(found.templates, object.Name, object)
		case *wfv1.ClusterWorkflowTemplate:
			keepFirst(found.clusterTemplates, object.Name, object)
		}
	}
	return found
}

func keepFirst[Kind any](templates byName[Kind], name string, object Kind) {
	if _, ok := templates[name]; !ok {
		templates[name] = object
	}
}

// run returns what the controller would hold against an object.
func (l library) run(text []byte) error {
	object, err := decode(text)
	if err != nil {
		return err
	}
	return l.validate(object, validate.ValidateOpts{})
}

// lint returns what `argo lint` would: unknown fields too, but no word of arguments that get their values later.
func (l library) lint(text []byte) error {
	for _, parsed := range common.ParseObjects(text, true) {
		if parsed.Err != nil {
			return parsed.Err
		}
		if err := l.validate(parsed.Object, validate.ValidateOpts{Lint: true}); err != nil {
			return err
		}
	}
	return nil
}

func (l library) validate(object any, opts validate.ValidateOpts) error {
	switch object := object.(type) {
	case *wfv1.Workflow:
		return check(validate.ValidateWorkflow, l, object, opts)
	case *wfv1.WorkflowTemplate:
		return check(validate.ValidateWorkflowTemplate, l, object, opts)
	case *wfv1.ClusterWorkflowTemplate:
		return check(validate.ValidateClusterWorkflowTemplate, l, object, opts)
	case *wfv1.CronWorkflow:
		return checkCronWorkflow(validate.ValidateCronWorkflow, l, object)
	default:
		return fmt.Errorf("%T is none of Argo's kinds", object)
	}
}

type (
	getter        = templateresolution.WorkflowTemplateNamespacedGetter
	clusterGetter = templateresolution.ClusterWorkflowTemplateGetter
)

// check calls one of the validator's functions, which since Argo 3.7 get the controller's own defaults too.
func check[Kind any](function any, l library, object Kind, opts validate.ValidateOpts) error {
	switch function := function.(type) {
	case func(getter, clusterGetter, Kind, validate.ValidateOpts) error:
		return function(l.templates, l.clusterTemplates, object, opts)
	case func(getter, clusterGetter, Kind, *wfv1.Workflow, validate.ValidateOpts) error:
		return function(l.templates, l.clusterTemplates, object, nil, opts)
	default:
		panic(fmt.Sprintf("the validator's signature is unknown: %T", function))
	}
}

func checkCronWorkflow(function any, l library, object *wfv1.CronWorkflow) error {
	ctx := context.Background()
	switch function := function.(type) {
	case func(context.Context, getter, clusterGetter, *wfv1.CronWorkflow) error:
		return function(ctx, l.templates, l.clusterTemplates, object)
	case func(context.Context, getter, clusterGetter, *wfv1.CronWorkflow, *wfv1.Workflow) error:
		return function(ctx, l.templates, l.clusterTemplates, object, nil)
	default:
		panic(fmt.Sprintf("the validator's signature is unknown: %T", function))
	}
}
