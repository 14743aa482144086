package emulator

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// webhook is where the updates would go. Nothing is sent there: it is remembered, and getUpdates refused beside it.
type webhook struct {
	URL            string `json:"url,omitempty"`
	MaxConnections int    `json:"max_connections,omitempty"`
}

var webhookPorts = []string{"", "443", "80", "88", "8443"}

func (c *call) setWebhook() error {
	link := c.text("url")
	if link == "" {
		return c.deleteWebhook()
	}
	u, err := url.Parse(link)
	switch {
	case err != nil || u.Scheme != "https":
		return bad("bad webhook: An HTTPS URL must be provided for webhook")
	case !slices.Contains(webhookPorts, u.Port()):
		return bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	}
	if secret := c.text("secret_token"); len(secret) > 256 {
		return bad("secret token is too long")
	} else if strings.IndexFunc(secret, func(r rune) bool { return r > 'z' || r != '-' && word(string(r)) == 0 }) >= 0 {
		return bad("secret token contains unallowed characters")
	}
	if err := c.allowUpdates(); err != nil {
		return err
	}
	n := int(c.number("max_connections"))
	if n == 0 {
		n = 40
	}
	c.s.webhook = webhook{URL: link, MaxConnections: min(max(n, 1), 100)}
	c.dropPending()
	c.s.updates.wake(false)
	return c.ok()
}

func (c *call) deleteWebhook() error {
	c.s.webhook = webhook{}
	c.dropPending()
	return c.ok()
}

func (c *call) dropPending() {
	if c.flag("drop_pending_updates") {
		c.s.updates.items = nil
	}
}

func (c *call) getWebhookInfo() error {
	c.s.updates.confirm(0, c.now)
	b := appendString(append(c.result(256), `{"url":`...), c.s.webhook.URL)
	b = append(b, `,"has_custom_certificate":false,"pending_update_count":`...)
	b = strconv.AppendInt(b, int64(len(c.s.updates.items)), 10)
	b = fieldInt(b, "max_connections", int64(c.s.webhook.MaxConnections))
	if c.s.updates.raw != "" && c.s.updates.allowed != nil {
		b = append(key(b, "allowed_updates"), c.s.updates.raw...)
	}
	b = append(b, '}')
	c.out = b
	return nil
}
