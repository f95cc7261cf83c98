/**
 * What n8n's form pages lack for reading: text and buttons dark enough for WCAG 2.2 (1.4.3 and 1.4.11), a visible focus
 * on every control (2.4.7), and nothing wider than a phone.
 */
export const READABLE = `:root { --color-header: #1f2328; --color-header-subtext: #3d4450; --color-link: #3d4450; --color-label: #1f2328; --color-html-text: #3d4450; --color-html-link: #0b5cab; --color-input-text: #1f2328; --color-input-border: #8c95a3; --color-submit-btn-bg: #0b5cab; --color-required: #b3131f; --color-error: #b3131f; --opacity-placeholder: 0.8; --font-size-paragraph: 15px; --font-size-error: 13px; }
#submit-btn:hover { opacity: 1; background-color: #084a8a; }
#submit-btn:disabled { color: #3d4450; }
#submit-btn:disabled span svg { fill: #3d4450; }
:focus-visible, form input:focus-visible, form select:focus-visible, form textarea:focus-visible { outline: 3px solid #0b5cab !important; outline-offset: 2px; }
.form-header p, div.html p, div.html li, td, th { overflow-wrap: anywhere; }
form label { overflow-wrap: anywhere; }
.multiselect:not(.form-required) + p { display: none; }
.multiselect { margin-bottom: 16px; }
form .form-input, form select { max-width: 100%; text-overflow: ellipsis; }
@media only screen and (max-width: 500px) { .container { width: 100%; padding: 16px; } table { font-size: 13px !important; } td, th { padding: 6px 6px 6px 0 !important; } td:first-child, th { white-space: normal !important; overflow-wrap: normal; } }
`;
