import type { Operation } from '../../operation';
import { TOOL_ITEMS_FIELD } from '../../parameters/fields';

export const takenAgain: Operation = {
	option: {
		name: 'Explain Seats Taken Again',
		value: 'takenAgain',
		action: 'Explain seats taken again',
		description:
			'Add to rows of the savings ledger who assigned a freed license again, and how, by the assignment itself or by Setup Audit Trail. Only reads.',
	},
	fields: [TOOL_ITEMS_FIELD],
	load: async () => await import('./takenAgain.run'),
};
