export const PROFILE = "$('Inputs').first().json.profile";
export const NAME = `={{ ${PROFILE}.displayName }}`;
/** The prices of the profile as a price book of the node. Without a currency they are in "XXX", which is ISO 4217 for none. */
export const PRICE_BOOK = `={{ JSON.stringify(Object.entries(${PROFILE}.prices || {}).map(([identifier, price]) => ({ identifier, price, currency: ${PROFILE}.currency || 'XXX' }))) }}`;
export const DOWNLOAD = `={{ ${PROFILE}.downloadSubflow }}`;
