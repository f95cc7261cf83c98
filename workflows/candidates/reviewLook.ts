import { READABLE } from '../kit/readable';

/** The review shows tables and long lines: wider than n8n's page, and to the left. */
export const REVIEW_LOOK = `${READABLE}:root { --container-width: 920px; --font-size-header: 22px; }
.form-header { text-align: left; }
.form-header h1 { font-weight: 600; }
.form-label:empty { display: none; }
.multiselect-option label { font-size: 15px; line-height: 1.4; color: #1f2328; }
div.html h2 { font-size: 16px; font-weight: 600; border-top: 2px solid #dbdfe7; padding-top: 16px; }
div.html ul { margin-top: 4px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; margin: 8px 0 16px; }
th, td { padding: 6px 12px 6px 0; text-align: left; vertical-align: top; border-bottom: 1px solid #dbdfe7; min-width: 110px; }
td:nth-child(2) { min-width: 170px; }
@media (max-width: 600px) { th, td, td:nth-child(2) { min-width: 0; } }`;
