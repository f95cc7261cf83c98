/**
 * Short pages: a price or a number beside its label, a condition in one row, long lists that scroll. n8n gives fields no
 * names in the page, so they are told apart by their type, their placeholder or one of their choices.
 */
export const SETUP_LOOK = `
.inputs-wrapper { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); column-gap: 12px; }
.inputs-wrapper > * { grid-column: 1 / -1; }
.form-group:has(option[value="is not empty"]), .form-group:has(option[value="Federation ID"]), .form-group:has(input[placeholder="e.g. Sales"]) { grid-column: auto; }
.form-group:has(> input[type="number"]), .form-group:has(> input[placeholder="price of a seat"]) { display: grid; grid-template-columns: minmax(0, 1fr) 150px; align-items: center; column-gap: 12px; }
.form-group > p[class*="error"] { grid-column: 1 / -1; }
.multiselect { max-height: 330px; overflow-y: auto; }
textarea { min-height: 84px; }
@media only screen and (max-width: 500px) { .inputs-wrapper { grid-template-columns: minmax(0, 1fr); } .form-group:has(option[value="is not empty"]), .form-group:has(option[value="Federation ID"]), .form-group:has(input[placeholder="e.g. Sales"]) { grid-column: 1 / -1; } }`;
