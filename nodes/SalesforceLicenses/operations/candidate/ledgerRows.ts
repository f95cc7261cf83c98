import { z } from 'zod';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import type { LedgerRow } from '../../licensing/playbook/ledger/ledgerRow';
import { LEDGER_ENTRIES } from '../../licensing/playbook/ledger/ledgerRow';
import type { HeldNow } from '../../licensing/playbook/ledger/newEntries';
import { someText } from '../parameters/given';
import { oneOf } from '../parameters/inputs';
import { amount, orNull, pastTime } from '../parameters/itemValues';
import { timeOrNull } from './rows';

/** Parses the rows of the ledger. A row that cannot be read is refused, because it would change the totals. */

const textOrNull = orNull(z.string());
const name = someText('is missing or empty');

/** An ISO-8601 time. A time in the future is accepted: the clock may have been wrong when it was written. */
const time = timeOrNull.transform((given, context): string => {
	if (given !== null) return new Date(given).toISOString();
	context.addIssue({ code: 'custom', message: 'is missing or empty' });
	return z.NEVER;
});

export const ledgerRow: z.ZodType<LedgerRow, z.ZodTypeDef, unknown> = z.object({
	ledgerKey: name,
	entry: oneOf('entry', LEDGER_ENTRIES),
	at: time,
	freedAt: time,
	profile: textOrNull,
	candidateKey: name,
	orgId: textOrNull,
	userId: name,
	username: textOrNull,
	name: textOrNull,
	licenseKind: oneOf('license kind', LICENSE_KINDS),
	licenseIdentifier: name,
	licenseName: textOrNull,
	softwareModel: textOrNull,
	amount,
	currency: textOrNull,
	action: textOrNull,
	decidedBy: textOrNull,
	reason: textOrNull,
});

export const heldNow: z.ZodType<HeldNow, z.ZodTypeDef, unknown> = z.object({
	subscriptionKey: name,
	assignedAt: timeOrNull,
	licenseName: textOrNull,
});

/** When the subscriptions were read; null if the parameter is empty. */
export const readAt = pastTime.transform((given) =>
	typeof given === 'string' ? new Date(given) : null,
);
