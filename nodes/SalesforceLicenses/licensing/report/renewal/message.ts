import { plural } from '../../model/plural';
import type { Figure, Message } from '../messages/message';
import { count, day, money } from '../words';
import type { RenewalPack } from './pack';
import { advice, hasLedger, headline, subject, subline, warnings } from './texts';

const figure = (name: string, value: string): Figure => ({ name, value, change: '' });

/** What a mail and a Slack message say of a renewal pack. */
export function messageOf(pack: RenewalPack): Message {
	const { title, orgNames, settings, total, lines, uncovered } = pack;
	const sections: Message['sections'] = [
		{
			title: 'Line by line',
			rows: lines.map((line) => [
				`${line.label}: ${count(line.seats)} seats until ${day(line.endsAt)}`,
				line.peakMonth === null
					? advice(line)
					: `${advice(line)}. Peak ${count(line.peakMonth.seats)} in ${line.peakMonth.month}, forecast ${count(line.forecast)}`,
				line.saves.length > 0 ? money(line.saves) : '',
			]),
		},
		{
			title: 'In use, and in no line of the contract',
			rows: uncovered.map(({ label, detail, used }) => [
				label,
				`${detail}: ${plural(used, 'seat')} used`,
				'',
			]),
		},
	];
	return {
		...{ title, orgNames, note: settings.note, recordPage: settings.recordPage },
		...{ headline: headline(pack), subject: subject(pack), subline: subline(pack) },
		warnings: warnings(pack),
		figures: [
			figure('Contract per year', money(total.spend)),
			figure('Saves per year', money(total.saves)),
			figure('To renew', count(total.renew)),
			figure('To drop', count(total.drop)),
			figure('Seats in the contract', count(total.seats)),
			figure('To free first', count(total.toFree)),
			figure('Freed since the start', hasLedger(pack) ? count(total.freedSeats) : '–'),
			figure('True-up per year', money(total.trueUp)),
		],
		sections: sections.filter(({ rows }) => rows.length > 0),
		footnote: 'Saves per year are the seats to drop at the price of the contract.',
	};
}
