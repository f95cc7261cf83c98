import { IDS } from '../kit/ids';

/** What every page of the guided setup begins with. */
export const COMMON = `
const esc = (text) => String(text ?? '').replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const html = (text) => ({ fieldType: 'html', elementName: 'text', html: text });
const options = (values) => ({ values: values.map((option) => ({ option })) });
const LANES = { register: 'Register a Salesforce application', details: 'Profile details', connection: 'Connection and credential', additional: 'Connect an additional org (optional)', publish: 'Review and publish', firstRun: 'First run' };
// The pair that was imported is there from the start; more are made in the lane for additional orgs.
const IMPORTED = { name: 'Salesforce CRM', downloadSubflow: '${IDS.download}', reclaimSubflow: '${IDS.reclaim}' };
const done = (profile, lane) => ({ ...profile, lanes: { ...(profile.lanes || {}), [lane]: true } });
`;

/** The profile as it is stored now; every lane reads it anew. */
export const PROFILE = `const profile = $('Read Profile').first().json.rows[0];`;
