package storage

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// filledIn puts something into every field, however deep; n tells one filling from another.
func filledIn(v reflect.Value, n int) {
	switch special := v.Addr().Interface().(type) {
	case *time.Time:
		*special = start.Add(time.Duration(n)*time.Hour + 123456789)
		return
	case *json.RawMessage:
		*special = json.RawMessage(`{"a":[1,"\u003cb\u003e"],"a b":null}`)
		return
	case *desk.Promise:
		*special = desk.Promise{Clock: desk.ClockFix, Within: 90 * time.Minute, From: desk.Arrived}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("<甲&\u2028\"\\\x00> 😀 " + fmt.Sprint(n))
	case reflect.Bool:
		v.SetBool(n%2 == 0)
	case reflect.Int, reflect.Int64:
		v.SetInt(-1<<62 + int64(n))
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(uint64(250 + n%5))
	case reflect.Float64:
		v.SetFloat(0.1 + float64(n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filledIn(v.Elem(), n+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			filledIn(v.Index(i), n+i)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		filledIn(key, n)
		filledIn(value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				filledIn(v.Field(i), n+i)
			}
		}
	default:
		panic("a field of a kind that no record has: " + v.Type().String())
	}
}

// back is the record as it is read after being written.
func back[T any](w *world, record T) T {
	w.t.Helper()
	var found T
	w.do(func(tx *Tx) error {
		if err := write(tx, bMeta, []byte("record"), record); err != nil {
			return err
		}
		var ok bool
		var err error
		found, ok, err = read[T](&tx.Reader, bMeta, []byte("record"))
		if !ok {
			w.t.Errorf("%T was written, and is not there", record)
		}
		return err
	})
	w.spoil(func(kw kv.Writer) error { return kw.Delete(bMeta, []byte("record")) })
	return found
}

func roundTrips[T any](w *world) {
	w.t.Helper()
	var empty T
	w.same(fmt.Sprintf("empty %T", empty), back(w, empty), empty)
	for n := range 2 {
		var record T
		filledIn(reflect.ValueOf(&record).Elem(), n)
		w.same(fmt.Sprintf("%T", record), back(w, record), record)
	}
}

func TestEveryRecordIsReadAsItWasWritten(t *testing.T) {
	w := newWorld(t)
	roundTrips[desk.Unit](w)
	roundTrips[desk.Party](w)
	roundTrips[desk.Person](w)
	roundTrips[desk.Membership](w)
	roundTrips[desk.Occupancy](w)
	roundTrips[desk.Invite](w)
	roundTrips[desk.Ticket](w)
	roundTrips[desk.Event](w)
	roundTrips[desk.Group](w)
	roundTrips[desk.Member](w)
	roundTrips[Alert](w)
	roundTrips[Ref](w)
	roundTrips[Place](w)
	roundTrips[chat.Outgoing](w)
	roundTrips[chat.Job](w)
	roundTrips[DeadLetter](w)
	roundTrips[Entry](w)
	roundTrips[guesses](w)
	roundTrips[dated](w)
	roundTrips[desk.Join](w)
	roundTrips[desk.Shift](w)
	roundTrips[desk.Cover](w)
	roundTrips[desk.Word](w)
	roundTrips[spent](w)
	roundTrips[chat.Update](w)
	roundTrips[desk.OpenedData](w)
	roundTrips[desk.SaidData](w)
	roundTrips[desk.NotedData](w)
	roundTrips[desk.EditedData](w)
}

func TestTextThatIsNoTextIsKeptAsFarAsItIs(t *testing.T) {
	w := newWorld(t)
	got := back(w, desk.Person{ID: 1, Name: "Chan\xff\xfe"})
	w.same("name", got.Name, "Chan\ufffd\ufffd")
}
