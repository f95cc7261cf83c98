import type { NodeOnCanvas } from '../kit/canvas';
import { clearRows, deleteRows, readRows, writeRows } from '../storage/calls';
import { orSaySo } from './storing';

/** Open candidates of the profile, closed. */
const CLOSED = `={{ ((now, text) => $json.rows.filter(({ state }) => !state.startsWith('Closed')).map((row) => ({ ...row, state: 'Closed Skipped', closedAt: now, reason: text, notes: [...(row.notes || []), { at: now, text }] })))($now.toUTC().toISO(), 'The profile was deleted.') }}`;

/** The branch of the guided setup in which a profile is deleted. Until its row goes, it can be deleted again. */
export const DELETING = {
	/** What fails here leads back to the page. */
	storing: ['Delete Subscriptions', 'Read Open Candidates', 'Write Closed', 'Delete Profile'],
	flow: 'Delete Subscriptions > Read Open Candidates > Write Closed > Delete Profile',
	nodes: (decision: string): Record<string, NodeOnCanvas> => {
		const name = `={{ ${decision}.displayName }}`;
		return {
			'Delete Subscriptions': orSaySo(
				clearRows([15.7, 2.4], 'salesforce_subscriptions', 'profile', name),
			),
			'Read Open Candidates': orSaySo(
				readRows([16.6, 2.4], 'salesforce_candidates', 'profile', name),
			),
			'Write Closed': orSaySo(writeRows([17.5, 2.4], 'salesforce_candidates', CLOSED)),
			'Delete Profile': orSaySo(
				deleteRows([18.4, 2.4], 'salesforce_profiles', `={{ [${decision}.row] }}`),
			),
		};
	},
};
