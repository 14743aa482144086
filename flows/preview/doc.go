// Package preview plays every declared dialog in a made-up estate, to find what people could not do or read, and
// to draw the dialogs and their screens. It must never touch the records of a real estate, nor decide anything.
package preview
