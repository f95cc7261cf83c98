import { bundled } from '../kit/bundle';
import { IDS } from '../kit/ids';

/** The head of every page of the guided setup. Its steps are stored in the column `lanes`. */
export const COMMON = `
${bundled('kit/labels.code')}
${bundled('../nodes/SalesforceLicenses/licensing/model/plural')}
const esc = (text) => String(text ?? '').replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const html = (text) => ({ fieldType: 'html', elementName: 'text', html: text });
const options = (values) => ({ values: values.map((option) => ({ option })) });
const LANES = { register: 'Register a Salesforce application', details: 'Profile details', connection: 'Connection and credential', additional: 'Connect an additional org (optional)', publish: 'Review and publish', firstRun: 'First run' };
// The imported pair is always there; the step for additional orgs adds more.
const IMPORTED = { name: 'Salesforce CRM', downloadSubflow: '${IDS.download}', reclaimSubflow: '${IDS.reclaim}' };
const done = (profile, lane) => ({ ...profile, lanes: { ...(profile.lanes || {}), [lane]: true } });
`;

/** The profile as it is stored now; every step reads it again. */
export const PROFILE = `const profile = $('Read Profile').first().json.rows[0];`;
