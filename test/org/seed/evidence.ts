import type { Row } from '../org';
import type { Seeding } from './seedOrg';

/** Logins and tokens are seeded for at most this many users: they are evidence, not load. */
const MAX_USERS_WITH_HISTORY = 20_000;
/** Object Reference, LoginHistory: six months. */
const KEPT_DAYS = 180;
const DAY_MS = 86_400_000;

const PROGRAM = {
	LoginType: 'Remote Access 2.0',
	LoginSubType: 'OauthRefreshToken',
	Application: 'Data Loader',
	Browser: 'Unknown',
};

/** What is left of a user's last login. */
export function addEvidence({ org, staff, chance, truth }: Seeding, user: Row): void {
	if (user.LastLoginDate === null || org.table('User').size > MAX_USERS_WITH_HISTORY) return;
	const days = (Date.parse(staff.ago(0)) - Date.parse(String(user.LastLoginDate))) / DAY_MS;
	const onlyApi = user.UserType === 'Standard' && chance() < 0.03;
	if (onlyApi) truth('onlyApiLogins', user);
	// A program on a seat that a person could use.
	if (onlyApi && user.IsActive === true) truth('integrationOnFullLicense', user);
	if (days > KEPT_DAYS) return;
	const login = (ago: number, values: Record<string, unknown>) =>
		org.insert('LoginHistory', {
			UserId: user.Id,
			LoginTime: staff.ago(ago),
			LoginType: 'Application',
			Status: 'Success',
			Application: 'Browser',
			Browser: 'Chrome 142',
			Platform: 'Windows 11',
			SourceIp: '203.0.113.7',
			LoginUrl: 'acme.my.salesforce.com',
			CountryIso: 'DE',
			TlsProtocol: 'TLS 1.3',
			...values,
		});
	login(days, onlyApi ? PROGRAM : {});
	// A login attempt with a wrong password does not count as use.
	if (chance() < 0.2) login(Math.max(0, days - 1), { Status: 'Invalid Password' });
	if (chance() < 0.1 || onlyApi)
		org.insert('OauthToken', {
			UserId: user.Id,
			AppName: 'Data Loader',
			LastUsedDate: staff.ago(days),
			UseCount: 3,
		});
}
