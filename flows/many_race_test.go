//go:build race

package flows_test

// manyDialogs is how many dialogs are walked at least, over all worlds. The race detector makes each ten times as slow,
// and finds no more in the tenth thousand than in the first.
const manyDialogs = 1_000
