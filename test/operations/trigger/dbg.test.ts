import { pollingWorkflow } from '../../support/pollNode';
import { clientCredentials, useOrg } from '../../support/org';
import { days } from '../../support/triggerCases';
import { PollContext } from 'n8n-core';
const org = useOrg({ users: 8000, seed: 7 });
it('x', async () => {
	Object.defineProperty(PollContext.prototype, 'logger', {
		get: () => ({
			warn: (m: string) => process.stderr.write('WARN ' + m + '\n'),
			info() {},
			debug() {},
			error() {},
		}),
		set() {},
	});
	const w = pollingWorkflow(
		{ events: require('../../support/triggerCases').ALL_EVENTS } as never,
		clientCredentials(org()),
	);
	await w.poll();
	process.stderr.write(
		JSON.stringify(
			JSON.parse(w.memory())['node:Salesforce Licenses Trigger'].memory.parts,
			(k, v) => (typeof v === 'string' ? v.slice(0, 60) : v),
		) + '\n',
	);
	const users = org()
		.org.rows('User')
		.filter(
			({ IsActive, UserType, LastLoginDate }) =>
				IsActive === true && UserType === 'Standard' && String(LastLoginDate) > days(20),
		);
	org().org.change('User', users[0], { LastLoginDate: days(90) });
	const i = await w.poll();
	process.stderr.write(
		JSON.stringify(i.map(({ event, userId }) => [event, userId])) + users[0].Id + '\n',
	);
});
