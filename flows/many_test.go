//go:build !race

package flows_test

// manyDialogs is how many dialogs are walked at least, over all worlds.
const manyDialogs = 10_000
