import {
	canMove,
	illegalMove,
	moveBetween,
} from '../../../nodes/SalesforceLicenses/licensing/model/licenseMoves';

const license = (identifier: string, name = identifier) => ({ identifier, name });

describe('moves between user licenses', () => {
	// Help article 000386999, and the transition tables that administrators collected.
	it.each<[from: string, to: string, legal: boolean]>([
		['SFDC', 'SFDC', true],
		['SFDC', 'AUL', true],
		['AUL', 'SFDC', true],
		['AUL', 'FDC_SUB', true],
		['PID_FDC_FREE', 'AUL_LIGHT', true],
		['SFDC', 'Chatter Free', false],
		['Chatter Free', 'SFDC', true],
		['Chatter External', 'Chatter Free', true],
		['Chatter External', 'AUL', true],
		['Chatter Free', 'Chatter External', false],
		['SFDC', 'PID_Customer_Community', false],
		['PID_Customer_Community', 'SFDC', false],
		['PID_Customer_Community', 'PID_Customer_Community_Login', true],
		['PID_Customer_Community_Login', 'PID_Customer_Community', true],
		['PID_Customer_Community', 'PID_Partner_Community', false],
		['PID_Customer_Community_Plus', 'PID_Customer_Community_Plus_Login', true],
		['Customer Community Plus Login', 'Customer Community Plus', true],
		['PID_Customer_Community', 'PID_Customer_Community_Plus', false],
		['PID_Partner_Community', 'PID_Partner_Community_Login', true],
		['PID_STRATEGIC_PRM', 'PID_Partner_Community', true],
		// What we do not know may only stay as it is.
		['Made Up', 'Made Up', true],
		['Made Up', 'SFDC', false],
		['SFDC', 'Made Up', false],
		['SFDC', 'PID_DigitalAgent', false],
	])('%s to %s: %s', (from, to, legal) => {
		expect(illegalMove(license(from), license(to)) === null).toBe(legal);
	});

	it('use the name if the identifier says nothing, and ignore case', () => {
		const old = license('100000000000001', 'Salesforce Platform');
		expect(illegalMove(license('sfdc'), old)).toBeNull();
		expect(illegalMove(old, license('CHATTER FREE'))).not.toBeNull();
	});

	it('that are refused name both licenses', () => {
		const reason = illegalMove(license('SFDC', 'Salesforce'), license('X', 'Chatter Free'));
		expect(reason).toMatch(/from the license Salesforce to Chatter Free/);
	});

	it.each([
		['SFDC', 'Made Up', 'Made Up'],
		['Made Up', 'SFDC', 'Made Up'],
		['Made Up', 'Another', 'Made Up and Another'],
		['', 'SFDC', ''],
	])(
		'that are unknown are not made, and not reported as refused by Salesforce: %s to %s',
		(from, to, unknown) => {
			const reason = illegalMove(license(from), license(to));
			expect(reason).toContain('does not know whether Salesforce allows moving a user');
			expect(reason).toContain(`no rule for ${unknown}`);
			expect(reason).toMatch(/Setup > Users > Users > Edit/);
			expect(reason).not.toMatch(/does not allow/);
			expect(moveBetween(license(from), license(to))).toBe('unknown');
		},
	);

	it.each([
		['AUL', true],
		['Chatter Free', true],
		['PID_Partner_Community', true],
		['Made Up', false],
	])('are possible from %s: %s', (from, there) => {
		expect(canMove(license(from))).toBe(there);
	});
});
