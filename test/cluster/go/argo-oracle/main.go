// Argo-oracle answers what Argo itself makes of objects. It reads batches from standard input and answers each with one
// line, both JSON; Argo's version is that of the module which it is built in.
//
//	{"objects": [OBJECT, ...], "library": [WORKFLOWTEMPLATE, ...]}
//	[{"run": "", "lint": "", "client": OBJECT}, ...]
//
// `run` is why the controller would refuse to run the object, and `lint` why `argo lint --offline --strict` would complain
// of it; both are empty where all is well. `client` is the object as a Go client would send it. What the objects refer to is
// looked up in the library. (The package of `argo lint` itself drags in its server's; these are the two functions that it calls.)
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/sirupsen/logrus"
)

type batch struct {
	Objects []json.RawMessage `json:"objects"`
	Library []json.RawMessage `json:"library"`
}

type answer struct {
	Run    string `json:"run"`
	Lint   string `json:"lint"`
	Client any    `json:"client"`
}

func main() {
	logrus.SetOutput(io.Discard)
	if err := answerAll(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func answerAll(in io.Reader, out io.Writer) error {
	reader := json.NewDecoder(bufio.NewReader(in))
	writer := json.NewEncoder(out)
	for {
		var asked batch
		if err := reader.Decode(&asked); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := writer.Encode(answerBatch(asked)); err != nil {
			return err
		}
	}
}

func answerBatch(asked batch) []answer {
	templates := newLibrary(asked.Library)
	answers := make([]answer, 0, len(asked.Objects))
	for _, object := range asked.Objects {
		client, err := decode(object)
		if err != nil {
			answers = append(answers, answer{Run: err.Error(), Lint: err.Error()})
			continue
		}
		answers = append(answers, answer{
			Run:    say(func() error { return templates.run(object) }),
			Lint:   say(func() error { return templates.lint(object) }),
			Client: client,
		})
	}
	return answers
}

// say returns what is wrong, in words. Argo panics on some objects that are malformed enough.
func say(check func() error) (fault string) {
	defer func() {
		if reason := recover(); reason != nil {
			fault = fmt.Sprint("panic: ", reason)
		}
	}()
	if err := check(); err != nil {
		return err.Error()
	}
	return ""
}
