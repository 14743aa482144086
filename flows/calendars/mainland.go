package calendars

import (
	"fmt"

	"github.com/6tail/lunar-go/HolidayUtil"

	"frontdesk/storage/desk"
)

// firstYear is the first that the library has whole.
const firstYear = 2002

// mainlandChina has the years that the library knows. A year that is not published yet is empty there.
func mainlandChina() (*desk.Calendar, error) {
	t, err := readTable("mainland-china.yaml")
	if err != nil {
		return nil, err
	}
	made := &desk.Calendar{Week: desk.WorkingWeek, Days: map[desk.Day]desk.SpecialDay{}, Years: map[int]bool{}}
	for number := firstYear; ; number++ {
		days := HolidayUtil.GetHolidaysByYear(number)
		if days.Len() == 0 {
			return made, nil
		}
		made.Years[number] = true
		for e := days.Front(); e != nil; e = e.Next() {
			day, ok := e.Value.(*HolidayUtil.Holiday)
			if !ok {
				return nil, fmt.Errorf("%d: the library has a %T for a holiday", number, e.Value)
			}
			kind := desk.Holiday
			if day.IsWork() {
				kind = desk.MakeUp
			}
			said, err := t.said(kind, day.GetName())
			if err != nil {
				return nil, fmt.Errorf("%s: %w", day.GetDay(), err)
			}
			made.Days[desk.Day(day.GetDay())] = desk.SpecialDay{Kind: kind, Name: said}
		}
	}
}
