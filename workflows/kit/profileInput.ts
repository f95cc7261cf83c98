import { NO_CURRENCY } from '../../nodes/SalesforceLicenses/licensing/model/prices';

export const PROFILE = "$('Inputs').first().json.profile";
export const NAME = `={{ ${PROFILE}.displayName }}`;
/** The prices of the profile as a price book for the node. */
export const PRICE_BOOK = `={{ JSON.stringify(Object.entries(${PROFILE}.prices || {}).map(([identifier, price]) => ({ identifier, price, currency: ${PROFILE}.currency || '${NO_CURRENCY}' }))) }}`;
export const DOWNLOAD = `={{ ${PROFILE}.downloadSubflow }}`;
/** What counts as use, and the people of the company, for the node. */
export const SIGNALS = `={{ JSON.stringify(${PROFILE}.signals?.length ? ${PROFILE}.signals : ['lastLogin']) }}`;
export const DIRECTORY = `={{ JSON.stringify((${PROFILE}.directory || []).map((email) => ({ personKey: email, email }))) }}`;
