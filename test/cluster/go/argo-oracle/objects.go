package main

import (
	"encoding/json"
	"fmt"

	wfv1 "github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
)

// decode reads an object into Argo's own type of its kind, which is what any program that works with those types would send.
func decode(text []byte) (any, error) {
	var header struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(text, &header); err != nil {
		return nil, err
	}
	object := newObject(header.Kind)
	if object == nil {
		return nil, fmt.Errorf("%q is none of Argo's kinds", header.Kind)
	}
	if err := json.Unmarshal(text, object); err != nil {
		return nil, fmt.Errorf("cannot unmarshal: %w", err)
	}
	return object, nil
}

func newObject(kind string) any {
	switch kind {
	case "Workflow":
		return &wfv1.Workflow{}
	case "WorkflowTemplate":
		return &wfv1.WorkflowTemplate{}
	case "ClusterWorkflowTemplate":
		return &wfv1.ClusterWorkflowTemplate{}
	case "CronWorkflow":
		return &wfv1.CronWorkflow{}
	default:
		return nil
	}
}
