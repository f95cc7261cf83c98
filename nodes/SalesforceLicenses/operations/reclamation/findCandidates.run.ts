import type { Candidate } from '../../licensing/finding/candidates';
import { CandidateFinder } from '../../licensing/finding/candidates';
import { needsOf } from '../../licensing/finding/detectors/allDetectors';
import { detailsAsked } from '../../licensing/finding/conditions';
import type { SeatFacts } from '../../licensing/finding/facts';
import type { Directory } from '../../licensing/model/directory';
import { readForDetectors } from '../../salesforce/detectors/detectorReads';
import { EVERYTHING } from '../../salesforce/subscriptions/selection';
import { readSeatFacts } from '../../salesforce/subscriptions/subscriptions';
import { connect } from '../../transport/connect';
import { activityParameter } from '../parameters/activity';
import { apiParameter, apiUsageParameter, limitApiUsage } from '../parameters/parameters';
import { fieldOf, parametersOf } from '../parameters/values';
import { inReadingOrder, showProgress, showWarnings, toItems } from '../output';
import type { OperationRun } from '../operation';
import { priceBookParameter } from '../parameters/prices/priceBook';
import { softwareModelsParameter } from '../parameters/softwareModels/softwareModels';
import { directoryParameter } from '../parameters/directory';
import { summaryOf } from '../readSummary';
import { startAfterParameter } from '../subscription/portion';
import { candidatesHint, candidatesSummary } from './candidatesHint';
import { explainCandidates, looksParameter } from './blockers/explain';
import { CANDIDATE_ORDER } from './readingOrder';
import { lookUpNames } from './rules/namesInRules';
import { FirstUsers, MAX_USERS_READ_FIELD } from './firstUsers';
import { checkFields, checkRules, targetsOf, warnOfDirectory } from './rules/ruleChecks';
import { kindsParameter, rulesParameter } from './rules/ruleParameters';
import { plural } from '../../licensing/model/plural';

export const mode = 'perItem';

/** Rows between two progress messages. */
const PROGRESS_ROWS = 10_000;

export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const parameters = parametersOf(context, itemIndex);
	const given = rulesParameter(context, itemIndex, fields);
	const kinds = kindsParameter(context, itemIndex, given);
	const prices = priceBookParameter(context, itemIndex);
	const pricePeriod = parameters.option(fieldOf(fields, 'pricePeriod'), ['month', 'year']);
	const softwareOf = softwareModelsParameter(context, itemIndex);
	const directory = directoryParameter(context, itemIndex);
	const listProtected = parameters.toggle(fieldOf(fields, 'listProtected'));
	const looks = looksParameter(parameters);
	const afterUserId = startAfterParameter(parameters);
	const usersToRead = parameters.wholeNumber(MAX_USERS_READ_FIELD);
	const firstUsers = new FirstUsers(usersToRead);
	const api = apiParameter(context, itemIndex);
	const usage = apiUsageParameter(context, itemIndex);
	const started = new Date();
	const activityUntil = activityParameter(context, itemIndex);
	checkRules(context, itemIndex, given, {
		activity: activityUntil(started),
		now: started,
		prices,
		hasDirectory: directory !== null,
	});

	const connection = await connect(context);
	const { client, org, connectedUserId, now } = connection;
	const activity = activityUntil(now);
	limitApiUsage(client, usage);
	const conditions = given.flatMap((rule) => [...rule.conditions, ...rule.exemptions]);
	await checkFields(context, itemIndex, connection, conditions);
	const targets = await targetsOf(context, itemIndex, connection, given);
	const { rules, pools } = await lookUpNames(connection, given, kinds, { prices, softwareOf });
	const reads = await readForDetectors(connection, needsOf(rules), {
		api,
		activity,
		directory,
		pools,
	});

	const finder = new CandidateFinder({
		rules,
		now,
		since: activity.since,
		targets,
		connectedUserId,
		prices,
		pricePeriod,
		listProtected,
	});
	const candidates: Candidate[] = [];
	const pages = readSeatFacts(connection, kinds, {
		api,
		activity: reads.activity,
		selection: {
			...{ ...EVERYTHING, ...reads.selection, afterUserId },
			details: detailsAsked(conditions),
		},
		readsAll: usersToRead === 0,
		pools,
		softwareOf,
	});
	const tell = () =>
		showProgress(
			context,
			`${plural(finder.candidates, 'candidate')} in ${plural(finder.subscriptions, 'subscription')} of ${org.name}`,
		);
	let told = 0;
	let isCanceled = false;
	for await (const page of reads.complete(identified(firstUsers.of(pages), directory))) {
		for (const candidate of finder.find(page)) candidates.push(candidate);
		if (finder.subscriptions >= told + PROGRESS_ROWS) {
			told = finder.subscriptions;
			tell();
		}
		if (context.getExecutionCancelSignal()?.aborted === true) {
			isCanceled = true;
			break;
		}
	}
	tell();
	if (directory !== null) warnOfDirectory(client, directory.findings(), rules);
	const rows = await explainCandidates(context, connection, candidates, looks);
	showWarnings(context, client);
	context.addExecutionHints({
		message: candidatesHint(org.name, finder, pricePeriod, { calls: client.calls, listProtected }),
		type: 'info',
		location: 'outputPane',
	});
	const summary = {
		...summaryOf({
			client,
			orgId: org.orgId,
			kinds,
			rows: rows.length,
			started: started.getTime(),
			isCut: isCanceled,
			resumeAfter: firstUsers.resumeAfter,
		}),
		afterUserId,
		...candidatesSummary(finder, pricePeriod, rows),
	};
	const ordered = rows.map((row) => inReadingOrder(row, CANDIDATE_ORDER));
	return [toItems(ordered, itemIndex), toItems([summary], itemIndex)];
};

/** The rows with the matched person, if there is a directory. */
async function* identified(
	pages: AsyncIterable<SeatFacts[]>,
	directory: Directory | null,
): AsyncGenerator<SeatFacts[]> {
	for await (const page of pages) {
		yield directory === null
			? page
			: page.map((facts) => ({ ...facts, row: directory.identify(facts.row) }));
	}
}
