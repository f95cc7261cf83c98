import type { Org, Row } from './org';
import { SalesforceRefusal } from './refusal';

/** Single writes and what Salesforce refuses about them. */
export function update(
	org: Org,
	userId: string,
	object: string,
	id: string,
	values: Record<string, unknown>,
): void {
	const type = org.types[object];
	const row = org.table(object).get(id);
	if (row === undefined)
		throw new SalesforceRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
	org.requireWrite(userId, object);
	for (const name of Object.keys(values)) {
		const field = type.fields[name];
		if (field === undefined)
			throw new SalesforceRefusal(
				'INVALID_FIELD',
				`No such column '${name}' on sobject of type ${object}`,
			);
		if (!field.updateable)
			throw new SalesforceRefusal(
				'INVALID_FIELD_FOR_INSERT_UPDATE',
				`Unable to create/update fields: ${name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
				[name],
			);
		if (field.type === 'boolean' && typeof values[name] !== 'boolean')
			throw new SalesforceRefusal(
				'JSON_PARSER_ERROR',
				`Cannot deserialize instance of boolean from ${JSON.stringify(values[name])}`,
			);
	}
	if (object === 'User') beforeUserUpdate(org, userId, row, values);
	Object.assign(
		row,
		values,
		'LastModifiedDate' in type.fields ? { LastModifiedDate: org.clock().toISOString() } : {},
	);
	org.inspector.writes++;
	if (object === 'User') org.recount();
}

function beforeUserUpdate(
	org: Org,
	userId: string,
	user: Row,
	values: Record<string, unknown>,
): void {
	if (values.IsActive === false && user.IsActive === true) {
		if (user.Id === userId)
			throw new SalesforceRefusal(
				'FIELD_INTEGRITY_EXCEPTION',
				'You cannot deactivate your own user',
				['IsActive'],
			);
		if (user.UserType === 'Guest' || user.UserType === 'AutomatedProcess')
			throw new SalesforceRefusal(
				'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
				'insufficient access rights on cross-reference id',
			);
	}
	if (values.IsActive === true && user.IsActive === false) {
		const license = org
			.table('UserLicense')
			.get(String(org.table('Profile').get(String(user.ProfileId))?.UserLicenseId));
		if (license !== undefined && Number(license.UsedLicenses) >= Number(license.TotalLicenses))
			throw new SalesforceRefusal('LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
	}
}
