package telegram

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/go-telegram/bot"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// MaxDownload is the size in bytes up to which Telegram hands a file to a bot.
const MaxDownload = 20 << 20

// Account is the bot itself.
type Account struct {
	User     desk.UserID
	Username string
	Name     string
}

// Me asks who the bot is.
func (c *Client) Me(ctx context.Context) (Account, error) {
	me, err := call[wireUser](ctx, c, "getMe", struct{}{}, callTimeout)
	if err != nil {
		return Account{}, err
	}
	return Account{User: me.ID, Username: me.Username, Name: me.name()}, nil
}

// Member asks where somebody stands in a group. The library's model fails on a standing that it does not know.
func (c *Client) Member(ctx context.Context, group desk.ChatID, user desk.UserID) (chat.Change, error) {
	m, err := call[wireMember](ctx, c, "getChatMember", bot.GetChatMemberParams{ChatID: int64(group), UserID: int64(user)}, callTimeout)
	if err != nil {
		return chat.Change{}, err
	}
	return *m.change(), nil
}

// Webhook reports whether a webhook gets the updates, in which case they cannot be fetched.
func (c *Client) Webhook(ctx context.Context) (bool, error) {
	w, err := call[struct {
		URL string `json:"url"`
	}](ctx, c, "getWebhookInfo", struct{}{}, callTimeout)
	return w.URL != "", err
}

// DeleteWebhook ends a webhook; the updates that wait are kept.
func (c *Client) DeleteWebhook(ctx context.Context) error {
	_, err := call[ignored](ctx, c, "deleteWebhook", struct{}{}, callTimeout)
	return err
}

// Download writes a file to w and returns its size in bytes. A file above MaxDownload is a BadRequest.
func (c *Client) Download(ctx context.Context, fileID string, w io.Writer) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, uploadTimeout)
	defer cancel()
	f, err := call[struct {
		Path string `json:"file_path"`
	}](ctx, c, "getFile", bot.GetFileParams{FileID: fileID}, callTimeout)
	if err != nil {
		return 0, err
	}
	req := (&http.Request{Method: http.MethodGet, URL: c.address("/file/bot", f.Path), Header: http.Header{}}).WithContext(ctx)
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, c.lost("download", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return 0, c.failed("download", resp.StatusCode, nil)
	}
	n, err := io.Copy(w, io.LimitReader(resp.Body, MaxDownload+1))
	switch {
	case err != nil:
		return n, c.lost("download", err)
	case n > MaxDownload:
		return n, &BadRequest{Method: "download", Description: fmt.Sprintf("file has more than %d bytes", MaxDownload)}
	}
	return n, nil
}
