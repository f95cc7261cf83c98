export const PROFILE = "$('Inputs').first().json.profile";
export const NAME = `={{ ${PROFILE}.displayName }}`;
/** The prices of the profile as a price book for the node. Without a currency, it uses "XXX": no currency in ISO 4217. */
export const PRICE_BOOK = `={{ JSON.stringify(Object.entries(${PROFILE}.prices || {}).map(([identifier, price]) => ({ identifier, price, currency: ${PROFILE}.currency || 'XXX' }))) }}`;
export const DOWNLOAD = `={{ ${PROFILE}.downloadSubflow }}`;
