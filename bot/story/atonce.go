package story

// Press is a press that somebody is about to make.
type Press struct {
	user    int64
	message Message
	data    string
}

// Pressing is a press on a button of a message as it stands now.
func (p *Person) Pressing(m Message, label string) Press {
	p.w.T.Helper()
	b, ok := m.Now().Button(label)
	if !ok {
		p.w.T.Fatalf("at %s there is no button %q on:\n%s", p.w.Clock(), label, m.Now())
	}
	return Press{p.User, m, b.Data}
}

// AtOnce makes the presses before the desk hears of any, and gives what floats over the chat for each.
func (w *World) AtOnce(presses ...Press) []string {
	w.T.Helper()
	queries := make([]string, len(presses))
	for i, p := range presses {
		query, err := w.Telegram.Press(p.user, p.message.Chat, p.message.ID, p.data)
		if err != nil {
			w.T.Fatal(err)
		}
		queries[i] = query
	}
	w.Quiet()
	toasts := make([]string, len(presses))
	for i, p := range presses {
		toasts[i] = w.toast(p.user, queries[i])
	}
	return toasts
}

// toast is what answered a press.
func (w *World) toast(user int64, query string) string {
	w.T.Helper()
	for _, toast := range w.Telegram.Toasts(user) {
		if toast.QueryID == query {
			return toast.Text
		}
	}
	w.T.Errorf("at %s nobody answers a press", w.Clock())
	return ""
}
