import { IDS } from '../kit/ids';

/** The channels that a profile can ask people by (its column `askBy`), and their workflows. */
export const CHANNELS: Record<string, string> = {
	email: IDS.askByEmail,
	slack: IDS.askBySlack,
	ticket: IDS.askByTicket,
};
