export const PROFILE = "$('Inputs').first().json.profile";
export const NAME = `={{ ${PROFILE}.displayName }}`;
export const DOWNLOAD = `={{ ${PROFILE}.downloadSubflow }}`;
