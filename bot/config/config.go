// Package config reads the operator's configuration file, with a default for everything. Its sentences are for
// the operator's terminal; what people read on the chat, such as the estate's default name, is in default.yaml.
// It must never decide what follows from a setting.
package config

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/policy"
	"frontdesk/storage/desk"
)

// maxSize is the size in bytes up to which a file is read.
const maxSize = 1 << 20

// estateID names the one estate that a file describes.
const estateID desk.EstateID = "main"

//go:embed default.yaml
var defaults []byte

// Config is everything that the operator can set in the file.
type Config struct {
	Estate *desk.Estate
	// Catalogue is the services: the built-in ones, with what the file changes.
	Catalogue *catalogue.Catalogue
	// Schedules are when those periodic jobs run for which the file says so, as cron expressions by name.
	Schedules map[string]string
}

// file is the shape of the configuration file; default.yaml shows all of it.
type file struct {
	Estate    estate    `yaml:"estate"`
	Schedules schedules `yaml:"schedules"`
	Holds     holds     `yaml:"holds"`
	// Catalogue and Escalation are for flows/catalogue and flows/policy to read.
	Catalogue  yaml.Node `yaml:"catalogue"`
	Escalation yaml.Node `yaml:"escalation"`
}

// Default is the configuration without a file. It works as it is.
func Default() (Config, error) { return Parse("", nil) }

// Load reads the file at path; "" stands for none. What is wrong with its content is Faults.
func Load(path string) (Config, error) {
	if path == "" {
		return Default()
	}
	f, err := os.Open(path)
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	content, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return Config{}, fmt.Errorf("read configuration %s: %w", path, err)
	}
	return parse(path, content, os.DirFS(filepath.Dir(path)))
}

// Parse reads a file's content; name is how its Faults call it. Whatever it leaves out is as in default.yaml. There
// are no other files that it could name.
func Parse(name string, content []byte) (Config, error) { return parse(name, content, nil) }

// parse reads a file's content, and those that it names in its folder.
func parse(name string, content []byte, folder fs.FS) (Config, error) {
	var f file
	if err := read(&f, defaults); err != nil {
		return Config{}, fmt.Errorf("read built-in configuration: %w", faultsOf("default.yaml", err))
	}
	f.Estate.Calendar.line, f.Estate.Hours.Office.line = 0, 0 // which are not lines of this file
	if len(content) > maxSize {
		return Config{}, Faults{{File: name, What: fmt.Sprintf("it is larger than %d KiB", maxSize>>10)}}
	}
	var wrong Faults
	if err := read(&f, content); err != nil {
		open, is := unclosed(content)
		if is && strings.Contains(err.Error(), "did not find expected ") {
			return Config{}, Faults{{File: name, Line: open.line, What: fmt.Sprintf("%q is not closed: a %q is missing", open.sign, closes[open.sign])}}
		}
		wrong = faultsOf(name, err)
	}
	wrong = append(wrong, f.Estate.Calendar.readFiles(name, folder)...)
	wrong = append(wrong, f.Estate.faults(name)...)
	services, err := catalogue.Default().Changed(content, name)
	wrong = wrong.with(err)
	escalation, err := policy.Read(f.Escalation)
	if err != nil {
		wrong = append(wrong, faultsOf(name, err)...)
		slices.SortStableFunc(wrong, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	}
	if len(wrong) > 0 {
		return Config{}, wrong
	}
	made := Config{Estate: f.Estate.estate(), Schedules: f.Schedules, Catalogue: services}
	made.Estate.Escalation, made.Estate.Holds = escalation, f.Holds
	return made, nil
}

// read decodes content over what f holds already.
func read(f *file, content []byte) error {
	d := yaml.NewDecoder(bytes.NewReader(content))
	d.KnownFields(true)
	err := d.Decode(f)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if wrong := new(yaml.TypeError); err != nil && !errors.As(err, &wrong) {
		return err
	}
	var document, second yaml.Node
	again := yaml.NewDecoder(bytes.NewReader(content))
	if err := again.Decode(&document); err != nil {
		return err
	}
	wrong := append(valueless(&document), err)
	switch err := again.Decode(&second); {
	case err == nil:
		wrong = append(wrong, fault(&second, "a second document begins here; there must be one only"))
	case !errors.Is(err, io.EOF):
		return err
	}
	return together(wrong)
}
