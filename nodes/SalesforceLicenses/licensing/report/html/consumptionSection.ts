import { plural } from '../../model/plural';
import type { ConsumptionFact } from '../consumptionFact';
import { isShort, shareOf } from '../fold/consumption';
import type { Report } from '../report';
import { count, day, money, percent } from '../words';
import type { Html } from './html';
import { html } from './html';
import { card, table } from './layout';

/** What is counted by the unit: a list on the report and on the record page, there with a link to it as a file. */
export function consumption(
	{ consumption: all, consumptionMissing }: Pick<Report, 'consumption' | 'consumptionMissing'>,
	link: Html | false = false,
): Html | false {
	const missing = consumptionMissing.map(
		({ name, missing: why }) => html`<p class="soft small">${name}: ${why}</p>`,
	);
	if (all.length === 0) {
		return (
			missing.length > 0 &&
			card('consumption', 'Consumption', 'nothing is counted by the unit', html`${missing}`)
		);
	}
	const short = all.filter(isShort).length;
	return card(
		'consumption',
		'Consumption',
		html`${short === 0 ? 'nothing runs out' : `${plural(short, 'line')} to look at`}${link &&
		' · '}${link}`,
		table(
			`${plural(all.length, 'line')}, what runs out first`,
			[
				{
					name: 'What',
					cell: (one) => html`${one.name}<small>${SOURCES[one.source] ?? one.source}</small>`,
				},
				{ name: 'Used', cell: ({ used }) => units(used), isNumber: true },
				{ name: 'Allowed', cell: ({ allowed }) => units(allowed), isNumber: true },
				{ name: 'Period ends', cell: ({ periodEndsAt }) => day(periodEndsAt) },
				{
					name: 'Forecast',
					cell: (one) =>
						one.forecast === null
							? '–'
							: html`${units(one.forecast)}<small>${percent(shareOf(one))}</small>`,
					isNumber: true,
				},
				{
					name: 'Alert',
					cell: ({ alertThreshold }) =>
						alertThreshold === null ? '–' : `${count(alertThreshold)}%`,
					isNumber: true,
				},
				{ name: 'Beyond the allowance', cell: cost, isNumber: true },
			],
			all,
		),
		html`${missing}`,
	);
}

const SOURCES: Readonly<Record<string, string>> = {
	TenantUsageEntitlement: 'Usage-based entitlement',
	TenantConsumptionAlert: 'Utilization alert',
	DigitalWallet: 'Digital Wallet',
};

/** Units may be parts of something, such as credits. */
const units = (value: number | null): string => count(value === null ? null : Math.round(value));

function cost({ overageCost, currency, forecast, allowed }: ConsumptionFact): string {
	if (overageCost !== null) return money([{ amount: overageCost, currency }]);
	return forecast !== null && allowed !== null && forecast > allowed ? 'no price' : '–';
}
