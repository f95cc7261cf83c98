import type { DetailField } from '../../licensing/finding/conditions';
import type { FieldPath } from './schema';

/** Columns that every read includes if the connected user may see them, by their names in rules. */
export const HIDEABLE: Readonly<Record<string, FieldPath<'User'>>> = {
	department: 'Department',
	federationId: 'FederationIdentifier',
	managerId: 'ManagerId',
};

/** Columns of User that a rule can check. Read only if a rule uses them. */
export const USER_DETAILS: Readonly<Record<DetailField, FieldPath<'User'>>> = {
	city: 'City',
	company: 'CompanyName',
	country: 'Country',
	division: 'Division',
	employeeNumber: 'EmployeeNumber',
	manager: 'Manager.Name',
	managerUsername: 'Manager.Username',
	role: 'UserRole.Name',
	state: 'State',
	title: 'Title',
};
