/** A model assigned in "Assign Software Models" takes precedence over the package's own list. */
export const SOFTWARE_MODEL = `
const assignedModels = new Map($('Read Software Models').first().json.rows.map((row) => [row.licenseKind + ':' + row.licenseIdentifier, row.softwareModel]));
const softwareModel = (row) => assignedModels.get(row.licenseKind + ':' + row.licenseIdentifier) ?? row.softwareModel ?? null;
`;
