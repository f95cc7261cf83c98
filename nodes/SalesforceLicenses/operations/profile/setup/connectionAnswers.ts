import { pairOf, TEST_AGAIN } from '../../../licensing/playbook/form/connectionPages';
import type { StoredProfile } from '../../../licensing/playbook/form/setup';
import { isDone } from '../../../licensing/playbook/form/setup';
import type { ProfileConnection } from '../../../licensing/playbook/profile';
import type { Answered, SetupAnswer } from './answer';
import { historyOf, isBack, isTicked, saved, show, textOf } from './answer';

/** The answers to the pages about the connection of a profile, and about connecting another org. */

/** The page of the connection, with this pair tested. */
export function testOf(
	profile: StoredProfile,
	connections: readonly ProfileConnection[],
	chosen = '',
	message = '',
): SetupAnswer {
	const connection = pairOf(profile, connections, chosen);
	const { download, reclaim } = connection;
	const subflows = { download, reclaim };
	return show('connection', profile.displayName, { message, subflows, connection });
}

export function connectionAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { shown, entered, connections, before } = answered;
	const { works, connects, access, orgId, orgName, name } = shown.carry ?? {};
	const tested = textOf(name);
	const chosen = textOf(entered.connection) || tested;
	if (isBack(answered)) return notUsed(profile, connects === true, works === true);
	if (chosen !== tested || entered.otherwise === TEST_AGAIN || works !== true) {
		return testOf(profile, connections, chosen);
	}
	const isOther = (['connection', 'downloadSubflow', 'reclaimSubflow'] as const).some(
		(column) => (before?.[column] ?? '') !== (profile[column] ?? ''),
	);
	if (before === null || isOther) {
		const message = 'Somebody else changed the connection while the page was open.';
		return testOf(profile, connections, chosen, message);
	}
	const { subflows } = testOf(profile, connections, chosen);
	const isNew = profile.connection !== chosen || profile.downloadSubflow !== subflows.download;
	const unpublish = isNew && profile.status === 'Published';
	const columns = {
		connection: chosen,
		downloadSubflow: subflows.download,
		reclaimSubflow: subflows.reclaim,
		access: Array.isArray(access) ? access : [],
		...(textOf(orgId) === '' ? {} : { orgId, orgName }),
		...(unpublish ? { status: 'Draft' } : {}),
	};
	const message = unpublish
		? 'The connection works. It is another one than before, so the profile is a draft again: publish it again.'
		: 'The connection works.';
	// A connection that works has an application.
	const steps = { register: true, connection: true, ...(unpublish ? { publish: false } : {}) };
	return saved(profile, steps, message, {
		columns,
		answer: {
			...(isDone(profile, 'details')
				? {}
				: { page: 'details' as const, needs: 'licenses' as const, subflows }),
			history: unpublish
				? historyOf(answered, profile.displayName, `Connection changed to "${chosen}"`)
				: null,
		},
	});
}

function notUsed(profile: StoredProfile, connects: boolean, works: boolean): SetupAnswer {
	// What is in use stays in use.
	if (works) return show('steps', profile.displayName);
	const message = connects
		? 'Connected, but permissions are missing.'
		: 'The connection does not work yet.';
	return saved(profile, { connection: false }, message);
}

/** From `https://n8n.example.com/workflow/AbC123?x=y` the ID. */
const workflowId = (value: unknown): string => {
	const text = textOf(value);
	return /\/workflow\/([^/?#]+)/.exec(text)?.[1] ?? text;
};

export function additionalAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, connections } = answered;
	if (isBack(answered)) return show('steps', profile.displayName);
	const name = textOf(entered.name);
	const subflows = {
		download: workflowId(entered.download),
		reclaim: workflowId(entered.reclaim),
	};
	if (name === '' && subflows.download === '' && isTicked(entered.complete)) {
		return saved(profile, { additional: true }, 'No additional org was connected.');
	}
	const mistakes = [
		...(name === '' ? [{ field: 'name', message: 'Enter a name for the connection.' }] : []),
		...(isTaken(name, connections)
			? [
					{
						field: 'name',
						message: `A connection named "${name}" already exists. Choose another name.`,
					},
				]
			: []),
		...(subflows.download === ''
			? [{ field: 'download', message: 'Enter the URL of the download subflow.' }]
			: []),
	];
	if (mistakes.length > 0) return show('additional', profile.displayName, { entered, mistakes });
	const connection = { name, ...subflows };
	return show('connect', profile.displayName, { entered, connection, subflows });
}

const isTaken = (name: string, connections: readonly ProfileConnection[]) =>
	connections.some((one) => one.name.toLowerCase() === name.toLowerCase());

export function connectAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { shown, connections, now } = answered;
	const { connection, orgId, orgName } = shown.carry ?? {};
	const { name, download, reclaim } = (connection ?? {}) as Record<string, unknown>;
	if (isBack(answered)) return show('steps', profile.displayName);
	const taken = isTaken(textOf(name), connections);
	if (textOf(name) === '' || textOf(download) === '' || taken) {
		const message = taken
			? `A connection named "${textOf(name)}" already exists. Choose another name.`
			: 'Enter the connection again.';
		return show('additional', profile.displayName, { mistakes: [{ field: 'name', message }] });
	}
	const message = `Connected to ${textOf(orgName)} (${textOf(orgId)}) as "${textOf(name)}".`;
	return saved(profile, { additional: true }, message, {
		answer: {
			do: 'connect',
			connectionRow: {
				name,
				downloadSubflow: download,
				reclaimSubflow: textOf(reclaim),
				orgId,
				orgName,
				validatedAt: now,
			},
			history: historyOf(answered, profile.displayName, `Connected the org "${textOf(name)}"`),
		},
	});
}
