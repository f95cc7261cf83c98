import { IDS } from '../kit/ids';

/** By which a profile may ask people (its column `askBy`), and the workflow that does it. */
export const CHANNELS: Record<string, string> = {
	email: IDS.askByEmail,
	slack: IDS.askBySlack,
	ticket: IDS.askByTicket,
};
