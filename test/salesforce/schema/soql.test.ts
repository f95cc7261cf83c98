import { isId, soql, toLongId } from '../../../nodes/SalesforceLicenses/salesforce/schema/soql';

describe('soql', () => {
	test.each([
		["O'Brien", "Name = 'O\\'Brien'"],
		['back\\slash', "Name = 'back\\\\slash'"],
		["\\' OR Name != '", "Name = '\\\\\\' OR Name != \\''"],
		['two\nlines', "Name = 'two\\nlines'"],
	])('escapes %j', (value, expected) => {
		expect(soql`Name = ${value}`.text).toBe(expected);
	});

	it('writes lists, dates and truth values as literals', () => {
		const since = new Date('2026-01-02T03:04:05.678Z');
		expect(soql`Id IN ${['a', "b'"]} AND CreatedDate > ${since} AND IsActive = ${true}`.text).toBe(
			"Id IN ('a','b\\'') AND CreatedDate > 2026-01-02T03:04:05.678Z AND IsActive = true",
		);
	});
});

describe('record ids', () => {
	// The example of the Salesforce help article on 15 and 18 character ids.
	test.each([
		['001A0000006Vm9r', '001A0000006Vm9rIAC'],
		['005000000000000', '005000000000000AAA'],
		['001A0000006Vm9rIAC', '001A0000006Vm9rIAC'],
		// Its last three characters say which letters were upper case.
		['001a0000006vm9riac', '001A0000006Vm9rIAC'],
		['001A0000006VM9RIAC', '001A0000006Vm9rIAC'],
		// Of 15 characters, and where the last three are none that say so, nothing is known.
		['001a0000006vm9r', '001a0000006vm9rAAA'],
		['001A0000006Vm9r!!!', '001A0000006Vm9r!!!'],
		['001A0000006Vm9r999', '001A0000006Vm9r999'],
		['000000000000000BAA', '000000000000000BAA'],
		['', ''],
	])('%s becomes %s', (id, expected) => {
		expect(toLongId(id)).toBe(expected);
	});

	test.each([
		['0055g00000AbCdEAAV', true],
		['0055g00000AbCdE', true],
		['0015g00000AbCdEAAV', false],
		["005' OR Id != '", false],
		['', false],
		[undefined, false],
	])('%j is a user id: %s', (id, expected) => {
		expect(isId(id, '005')).toBe(expected);
	});
});
