import type { DetailField } from '../../licensing/finding/conditions';
import type { FieldPath } from './schema';

/** What every read takes along where the connected user may see it, by what rules call it. */
export const HIDEABLE: Readonly<Record<string, FieldPath<'User'>>> = {
	department: 'Department',
	federationId: 'FederationIdentifier',
	managerId: 'ManagerId',
};

/** What a rule may ask about a person, as User calls it. Read only where a rule asks. */
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
