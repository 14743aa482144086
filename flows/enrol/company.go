package enrol

import (
	"frontdesk/flows/roster"
	"frontdesk/flows/tenancy"
	"frontdesk/storage/desk"
)

// findCompanies finds the parties that the file's companies are already: by a unit that they have, or by name. A
// company that has left all its units is none of today's.
func (in *importing) findCompanies(rows []roster.Row) error {
	for _, row := range rows {
		if _, found := in.companies[row.Company]; found || row.Company == "" {
			continue
		}
		id, found, err := in.companyOf(row)
		if err != nil {
			return err
		}
		if found {
			in.companies[row.Company] = id
		}
	}
	return nil
}

func (in *importing) companyOf(row roster.Row) (desk.PartyID, bool, error) {
	e := in.tx.Estate().ID
	u, known, err := in.tx.UnitNamed(e, row.Building, row.Floor, row.Unit)
	if err != nil {
		return 0, false, err
	}
	if known {
		id, lived, err := in.tx.OccupantOf(u.ID)
		if err != nil {
			return 0, false, err
		}
		p, _, err := in.tx.Party(id)
		if err != nil || lived && p.Name == row.Company {
			return id, err == nil, err
		}
	}
	p, known, err := in.tx.PartyNamed(e, row.Company)
	if err != nil || !known {
		return 0, false, err
	}
	units, err := in.tx.UnitsOf(p.ID)
	return p.ID, len(units) > 0, err
}

// companyThere is the party of a row whose unit is taken. Where those who have it are the very people whom the file
// lists there for a company, they are that company's from now on; otherwise the unit stays theirs, because moving
// out is somebody's decision.
func (in *importing) companyThere(id desk.PartyID, u desk.Unit, row roster.Row) (desk.PartyID, error) {
	company, known := in.companies[row.Company]
	if row.Company == "" || known && company == id {
		return id, nil
	}
	residents, err := tenancy.Residents(&in.tx.Reader, id)
	if err != nil {
		return 0, err
	}
	for _, p := range residents {
		if !in.listed[listing{row.Building, row.Floor, row.Unit, p.Name}] {
			return id, nil
		}
	}
	units, err := in.tx.UnitsOf(id)
	if err != nil || len(units) > 1 {
		return id, err
	}
	if known {
		return company, tenancy.Merge(in.tx, id, company, u.ID)
	}
	p, _, err := in.tx.Party(id)
	if err != nil {
		return 0, err
	}
	p.Name = row.Company
	in.companies[row.Company] = id
	return id, in.tx.PutParty(&p)
}
