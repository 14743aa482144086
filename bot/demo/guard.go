package demo

import (
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// policy lets the page load its own files and nothing else, and run no script but those.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// guard keeps other sites out. A page elsewhere can make a browser send requests here, and can point a
// name of its own at a loopback address; the first is refused by where the request comes from, the
// second by the name it asks for.
func (p *Page) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		if !p.hostAllowed(r.Host) {
			p.refuse(w, http.StatusMisdirectedRequest, "host", "")
			return
		}
		if err := cross.Check(r); err != nil {
			p.refuse(w, http.StatusForbidden, "foreign", "")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, p.opts.MaxUpload)
		next.ServeHTTP(w, r)
	})
}

func (p *Page) hostAllowed(host string) bool {
	name := host
	if bare, _, err := net.SplitHostPort(host); err == nil {
		name = bare
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	if name == "localhost" || slices.Contains(p.opts.Hosts, name) {
		return true
	}
	addr, err := netip.ParseAddr(name)
	return err == nil && addr.IsLoopback()
}

// refuse answers with a code that the page has a sentence for, and a detail in the words of whoever refused.
func (p *Page) refuse(w http.ResponseWriter, status int, code, detail string) {
	p.answer(w, status, map[string]string{"error": code, "detail": detail})
}

func (p *Page) answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		p.opts.Log.Debug("answer the page", slog.Any("error", err)) // the page has gone away
	}
}
