package storage

// DialogDeclared is the version of the dialog by which the database was last served, and the fingerprint of what
// it asked; ok is false where it never was.
func (r *Reader) DialogDeclared(name string) (version int, fingerprint string, ok bool) {
	raw := r.r.Get(bDialogs, []byte(name))
	if len(raw) < 8 {
		return 0, "", false
	}
	return int(number[int64](raw)), string(raw[8:]), true
}

// PutDialogDeclared notes by which version of the dialog the database is served from now on.
func (tx *Tx) PutDialogDeclared(name string, version int, fingerprint string) error {
	return tx.w.Put(bDialogs, []byte(name), join(id64(version), []byte(fingerprint)))
}
