import type { RunningOrg } from '../org/server';
import type { MailServer } from './mailServer';
import type { N8nApi } from './n8nApi';
import type { Playbook, Row } from './playbook';
import type { QuestionPages } from './questionPages';
import type { SetupForm } from './setupForm';
import { until } from './until';

/** A running n8n with the playbook, whatever holds its tables and runs its jobs. */
export interface Installation {
	/** What people open. */
	url: string;
	api: N8nApi;
	playbook: Playbook;
	org: RunningOrg;
	mails: MailServer;
	/** In a browser that is signed in to n8n. */
	setup: SetupForm;
	question: QuestionPages;
}

const PROFILE = 'Whole chain';
/** n8n looks once a minute for executions that wait for their time. */
const WITHIN_MS = 180_000;
/** A test has several of these waits. */
const TEST_MS = 480_000;

/** From the setup of a profile to a seat that is given back: one person, by the forms, the nightly jobs and the mails. */
export function testWholeChain(here: () => Installation): void {
	let installation: Installation;
	let person: Row;
	let appealLink: string;

	const user = () => {
		const { org } = installation.org;
		return org.rows('User').find(({ Id }) => Id === person.userId)!;
	};
	const orgSays = () => {
		const { org } = installation.org;
		const login = org.rows('UserLogin').find(({ UserId }) => UserId === person.userId);
		return { active: user().IsActive, frozen: login?.IsFrozen };
	};
	const candidate = async () => await installation.playbook.candidate(person.id);
	const theProfile = async () => {
		const profiles = await installation.playbook.rows('profiles');
		return profiles.find(({ displayName }) => displayName === PROFILE)!;
	};
	const setProfile = async (values: object) => {
		const { id } = await theProfile();
		await installation.playbook.write('profiles', [{ id, ...values }]);
	};
	const jobs = async (job: string) =>
		(await installation.playbook.rows('job_results', PROFILE)).filter((row) => row.job === job);
	const ledger = async () =>
		(await installation.playbook.rows('savings', PROFILE)).map(({ entry, candidateKey }) => ({
			entry,
			candidateKey,
		}));

	/** One who can be asked, and whom Salesforce lets go. */
	function chooseOne(): { userId: string; others: string[] } {
		const { org } = installation.org;
		const refused = new Set<unknown>(org.blockers.map(({ userId }) => userId));
		const frozen = new Set<unknown>(
			org.rows('UserLogin').flatMap(({ UserId, IsFrozen }) => (IsFrozen === true ? [UserId] : [])),
		);
		const users = org.rows('User');
		const one = users.find(
			({ Id, IsActive, Email, ManagerId }) =>
				org.groundTruth.idleUsers.includes(String(Id)) &&
				IsActive === true &&
				typeof Email === 'string' &&
				typeof ManagerId === 'string' &&
				!refused.has(Id) &&
				!frozen.has(Id),
		);
		if (one === undefined) throw new Error('The org has no idle user left who can be asked');
		const others = users.filter(({ Id }) => Id !== one.Id).map(({ Username }) => String(Username));
		return { userId: String(one.Id), others };
	}

	describe('the whole chain', () => {
		test(
			'setup, publish, first run: the candidate is there',
			async () => {
				installation = here();
				const { setup, url, playbook } = installation;
				await setup.start(url);
				await setup.newProfile(PROFILE);
				await setup.details('rules');
				await setup.onlyUnusedSeats();
				await setup.goTo('limits');
				await setup.fill('Maximum percent', '90');
				await setup.complete();
				const { userId, others } = chooseOne();
				await setProfile({ excludedUsernames: others });
				// The review shows the profile as it is now.
				await setup.toSteps();
				await setup.publish();
				expect(await setup.text()).toContain('First run complete');
				expect(await theProfile()).toMatchObject({ status: 'Published', dryRun: true });
				for (const job of ['refresh', 'identify']) {
					expect(await jobs(job)).toMatchObject([{ status: 'Complete' }]);
				}
				const candidates = await playbook.rows('candidates', PROFILE);
				expect(candidates).toMatchObject([{ userId, state: 'Ready' }]);
				[person] = candidates;
				expect(orgSays()).toEqual({ active: true, frozen: false });
			},
			TEST_MS,
		);

		test(
			'the nightly jobs ask the user by e-mail, and the answer freezes the login',
			async () => {
				const { api, playbook, mails, question, url, org } = installation;
				org.org.inspector.writesByRecord.clear();
				await setProfile({
					...{ dryRun: false, notifyUser: true, autoReclaim: true },
					...{ daysToAnswer: 7, graceDays: 7 },
				});
				await api.runWorkflow(playbook.id('Scheduled Jobs'), 'Run Now');
				const mail = await mails.next(String(person.email), WITHIN_MS);
				expect(mail.subject).toContain('Do you still need');
				expect(mail.links[0]).toContain(url);
				expect(await candidate()).toMatchObject({ state: 'Awaiting User' });
				expect(orgSays()).toEqual({ active: true, frozen: false });

				await question.answer(mail.links[0], 'I do not need it');
				const notice = await mails.next(String(person.email), WITHIN_MS);
				expect(notice.subject).toContain('is paused');
				[appealLink] = notice.links;
				const frozen = await until('the grace period has begun', async () => {
					const row = await candidate();
					return row.graceUntil ? row : undefined;
				});
				expect(frozen).toMatchObject({ state: 'Awaiting Revocation' });
				const days = (Date.parse(String(frozen.graceUntil)) - Date.now()) / 86_400_000;
				expect(days).toBeGreaterThan(6.9);
				expect(days).toBeLessThanOrEqual(7);
				expect(orgSays()).toEqual({ active: true, frozen: true });
				expect(await ledger()).toEqual([]);
			},
			TEST_MS,
		);

		test(
			'when the grace period is over, the seat is freed and counts as saved',
			async () => {
				const { playbook } = installation;
				expect(await playbook.run('update', PROFILE)).toMatchObject({ status: 'success' });
				expect(orgSays()).toEqual({ active: true, frozen: true });

				const graceUntil = new Date(Date.now() - 1_000).toISOString();
				await playbook.write('candidates', [{ id: person.id, graceUntil }]);
				expect(await playbook.run('update', PROFILE)).toMatchObject({ status: 'success' });
				expect(await candidate()).toMatchObject({
					...{ state: 'Closed Complete', outcome: 'done' },
					before: { isActive: true, isFrozen: false },
				});
				expect(orgSays()).toMatchObject({ active: false });
				const { candidateKey } = person;
				expect(await ledger()).toEqual([{ entry: 'freed', candidateKey }]);
				expect(installation.org.org.inspector.writtenTwice()).toEqual([]);
				const held = await playbook.rows('subscriptions', PROFILE);
				expect(held.map(({ subscriptionKey }) => subscriptionKey)).not.toContain(candidateKey);
			},
			TEST_MS,
		);

		test(
			'an appeal gives everything back, and the saving does not count anymore',
			async () => {
				const { playbook, question } = installation;
				await question.answer(appealLink, 'I need my login back', 'I was on parental leave');
				const back = await playbook.until(person.id, 'Closed Skipped');
				expect(back.reason).toBe('The user appealed. The user has everything back.');
				expect(orgSays()).toEqual({ active: true, frozen: false });
				expect(await playbook.run('update', PROFILE)).toMatchObject({ status: 'success' });
				const { candidateKey } = person;
				expect(await ledger()).toEqual([
					{ entry: 'freed', candidateKey },
					{ entry: 'givenBack', candidateKey },
				]);
				// The user is not found again the next night.
				await playbook.run('refresh', PROFILE);
				expect(await playbook.run('identify', PROFILE)).toMatchObject({ created: 0 });
				const all = await playbook.rows('job_results', PROFILE);
				expect(all.map(({ status }) => status)).toEqual(all.map(() => 'Complete'));
				await setProfile({ status: 'Draft' });
			},
			TEST_MS,
		);
	});
}
