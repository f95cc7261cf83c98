import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { RenewalBuilder } from '../../licensing/report/renewal/buildPack';
import type { RenewalSettings } from '../../licensing/report/renewal/pack';
import type { Price } from '../../licensing/model/prices';
import { headline, subject, warnings } from '../../licensing/report/renewal/texts';
import type { Parameters } from '../parameters/values';
import { fieldOf } from '../parameters/values';
import { contractParameter } from './contract';
import { itemReader, rowsOf } from './items';
import type { Asked, Made } from './render';
import { renderRenewal } from './render';
import { REPORT_OPTIONS_FIELD } from './reportOptions';

/** The renewal pack, from the contract and all items. */
export function renewalPack(
	items: readonly INodeExecutionData[],
	given: Parameters,
	prices: readonly Price[],
	{ title, recordPage, note }: Omit<RenewalSettings, 'reservePercent'>,
	{ perYear, now, ...asked }: Pick<Asked, 'format' | 'use'> & { perYear: number; now: Date },
): Made {
	const inside = REPORT_OPTIONS_FIELD.options as INodeProperties[];
	const reservePercent = given
		.inside(REPORT_OPTIONS_FIELD)
		.number(fieldOf(inside, 'reservePercent'));
	const builder = new RenewalBuilder({ title, recordPage, note, reservePercent }, prices, now);
	for (const line of contractParameter(given, { perYear })) builder.add({ kind: 'contract', line });
	const read = itemReader({ perYear });
	for (const { name, json } of rowsOf(items)) {
		const result = read(json);
		if (result.ok) for (const fact of result.facts) builder.add(fact);
		else builder.addUnreadable(`${name}: ${result.reason}`);
	}
	const pack = builder.finish();
	return {
		...{ title: pack.title, createdAt: pack.createdAt, warnings: warnings(pack) },
		...{ headline: headline(pack), subject: subject(pack) },
		rendered: renderRenewal(pack, asked),
	};
}
