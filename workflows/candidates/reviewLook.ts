/** The review shows tables and long lines: wider than n8n's page, to the left, and dark enough to read. */
export const REVIEW_LOOK = `:root { --container-width: 920px; --color-header: #1f2328; --color-link: #3d4450; --color-label: #1f2328; --color-html-text: #3d4450; --color-input-text: #1f2328; --color-submit-btn-bg: #0b5cab; --color-input-border: #8c95a3; --font-size-header: 22px; --font-size-paragraph: 15px; }
.form-header { text-align: left; }
.form-header h1 { font-weight: 600; }
.form-label:empty { display: none; }
.multiselect:not(.form-required) + p { display: none; }
.multiselect-option label { font-size: 15px; line-height: 1.4; color: #1f2328; }
div.html h3 { font-weight: 600; border-top: 2px solid #dbdfe7; padding-top: 16px; }
div.html ul { margin-top: 4px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; margin: 8px 0 16px; }
th, td { padding: 6px 12px 6px 0; text-align: left; vertical-align: top; border-bottom: 1px solid #dbdfe7; overflow-wrap: anywhere; min-width: 110px; }
@media (max-width: 600px) { table { display: block; overflow-x: auto; } th, td { overflow-wrap: normal; } }`;
