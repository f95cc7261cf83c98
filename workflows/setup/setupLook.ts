/**
 * Short pages: a price or a number beside its label, a condition in one row. A list scrolls only where it is longer
 * than a screen, inside a frame that shows it: a cut list looks complete. n8n gives fields no names in the page, so
 * they are told apart by their type, their placeholder or one of their choices.
 */
export const SETUP_LOOK = `
.inputs-wrapper { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); column-gap: 12px; }
.inputs-wrapper > * { grid-column: 1 / -1; }
.form-group:has(option[value="is not empty"]), .form-group:has(option[value="Federation ID"]), .form-group:has(input[placeholder="e.g. Sales"]) { grid-column: auto; }
.form-group:has(> input[type="number"]), .form-group:has(> input[placeholder="price of a seat"]) { display: grid; grid-template-columns: minmax(0, 1fr) 150px; align-items: center; column-gap: 12px; }
.form-group > p[class*="error"] { grid-column: 1 / -1; }
.multiselect:has(> .multiselect-option:nth-of-type(13)) { max-height: 430px; overflow-y: auto; border: 1px solid #8c95a3; border-radius: 4px; padding: 8px; }
textarea { min-height: 84px; }
@media only screen and (max-width: 500px) { .inputs-wrapper { grid-template-columns: minmax(0, 1fr); } .form-group:has(option[value="is not empty"]), .form-group:has(option[value="Federation ID"]), .form-group:has(input[placeholder="e.g. Sales"]) { grid-column: 1 / -1; } }`;
