import type { Report } from './report';

/** How the figures come about, as every report states it. */
export function formulas({
	settings,
}: Pick<Report, 'settings'>): Array<[name: string, text: string]> {
	const { inactiveDays, periodDays } = settings;
	return [
		[
			'Owned',
			'Seats of the licenses that were read and have a limit. Unlimited licenses have none.',
		],
		['Assigned', 'Subscriptions: one for each license that a user holds. Each counts once.'],
		[
			'Unused',
			`Assigned to an active user, and not used for ${inactiveDays} days or more. A user who was never active counts from the day the user was created. What is unknown is not counted as unused.`,
		],
		['Share unused', 'Unused divided by assigned.'],
		['Free', 'Owned minus used, as Salesforce counts them, and never below zero.'],
		['Spend', 'Owned seats times the price of a seat for a year.'],
		['Cost of unused seats', 'Unused seats times the price of a seat for a year.'],
		['True-up', 'Seats used beyond those owned, times the price of a seat for a year.'],
		['Possible savings', 'The savings of all open candidates for a year.'],
		[
			'Realized savings',
			'The sum of the savings ledger: what the seats save in a year that are free now, without those that were given back or taken again. Without a ledger, it is not known.',
		],
		[
			'What a threshold would save',
			'Seats of active users, unused for at least that many days, times the price of a seat for a year.',
		],
		[
			'Money',
			'Only what has a price is counted. Currencies are never added up. Prices by the month count twelve times.',
		],
		['Lately', `In the last ${periodDays} days.`],
	];
}
