/**
 * Names of standard profiles in the languages of an org: they are not the same in each (seen in
 * public issue threads, among them SalesforceFoundation/NPSP 4994 and neowit/apexmock 2; the rest inferred).
 */
const PROFILE_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	de: {
		'System Administrator': 'Systemadministrator',
		'Standard User': 'Standardbenutzer',
		'Standard Platform User': 'Standardplattform-Benutzer',
	},
	es: {
		'System Administrator': 'Administrador del sistema',
		'Standard User': 'Usuario estándar',
	},
	fr: {
		'System Administrator': 'Administrateur système',
		'Standard User': 'Utilisateur standard',
	},
	ja: { 'System Administrator': 'システム管理者', 'Standard User': '標準ユーザ' },
};

export const profileName = (name: string, language: string): string =>
	PROFILE_NAMES[language]?.[name] ?? name;
